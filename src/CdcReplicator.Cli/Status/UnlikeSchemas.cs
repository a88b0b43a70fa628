using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>Finds members whose tables are not alike, or that are at other schema versions. Pure.</summary>
internal static class UnlikeSchemas
{
    /// <summary>A sentence for each thing that is unlike; empty if nothing is.</summary>
    public static IEnumerable<string> Of(IEnumerable<MemberReport> members)
    {
        MemberReport[] told = [.. members.Where(member => member is { SchemaVersion: not null, State: not "left" })];
        var versions = Groups(told, member => member.SchemaVersion!.Value.ToString(CultureInfo.InvariantCulture));
        if (versions is not null)
        {
            yield return $"Schema versions are not alike: {versions}. A node that is late makes the changes when it "
                + "comes to them.";
            yield break;
        }

        foreach (var kind in told.Where(member => member.SchemaDigest is not null).GroupBy(member => member.Kind))
        {
            if (Groups([.. kind], member => member.SchemaDigest!) is { } digests)
            {
                yield return $"The tables of the {kind.Key} nodes are not alike: {digests}. Compare their columns, "
                    + "keys and constraints.";
            }
        }
    }

    private static string? Groups(MemberReport[] members, Func<MemberReport, string> told)
    {
        string[] groups =
        [
            .. members
                .GroupBy(told, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"{string.Join(", ", group.Select(member => member.Node))} have {group.Key}"),
        ];
        return groups.Length > 1 ? string.Join("; ", groups) : null;
    }
}
