using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Testing;

/// <summary>Keeps the digests of rows.</summary>
internal sealed class CollectedDigests : IRowDigests
{
    public List<RowDigest> Rows { get; } = [];

    public bool WantsKeys => true;

    public void Add(ReadOnlySpan<char> key, UInt128 digest) => Rows.Add(new RowDigest(key.ToString(), digest));
}

internal static class SnapshotDigests
{
    /// <summary>The digests of all rows of a table.</summary>
    public static async Task<IReadOnlyList<RowDigest>> ReadDigestsAsync(
        this INodeSnapshot snapshot,
        TableDefinition table
    )
    {
        var digests = new CollectedDigests();
        await snapshot.DigestAsync(table, RowRange.All, digests, CancellationToken.None);
        return digests.Rows;
    }
}
