using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>The member an operator names.</summary>
internal static class KnownNode
{
    /// <exception cref="BadInputException">There is none of that name; those there are are listed.</exception>
    public static async Task<MemberView> FindAsync(
        IMetadataStore metadata,
        string name,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => Among(await new MemberStore(metadata, time).ReadAsync(cancellationToken), name);

    /// <exception cref="BadInputException">There is none of that name; those there are are listed.</exception>
    public static MemberView Among(MemberList members, string name)
    {
        var names = members.Select(member => member.Status.NodeId).ToList();
        return members.FirstOrDefault(member => member.Status.NodeId == name)
            ?? throw new BadInputException([
                $"There is no node {Printable.Quote(name)}. "
                    + (names.Count == 0 ? "No members are known yet." : $"Name one of: {string.Join(", ", names)}."),
            ]);
    }
}
