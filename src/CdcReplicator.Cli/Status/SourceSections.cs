namespace CdcReplicator.Cli;

/// <summary>Finds sources that appliers are not told the same of. Pure.</summary>
internal static class SourceSections
{
    private const string Nothing = "";

    /// <summary>A sentence for each source whose sections differ; empty if none do.</summary>
    public static IEnumerable<string> Differing(IEnumerable<MemberReport> members)
    {
        MemberReport[] told =
        [
            .. members.Where(member => member is { SourceFingerprints: not null, State: not "left" }),
        ];
        return told.SelectMany(member => member.SourceFingerprints!.Keys)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(source => (Source: source, Groups: Groups(told, source)))
            .Where(found => found.Groups.Length > 1)
            .Select(found =>
                $"Sources:{found.Source} is not the same for all nodes, so their rows may differ: "
                + $"{string.Join("; ", found.Groups)}. Give all appliers the same section (docs/debezium.md)."
            );
    }

    private static string[] Groups(MemberReport[] members, string source) =>
        [
            .. members
                .GroupBy(member => member.SourceFingerprints!.GetValueOrDefault(source, Nothing))
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group =>
                    $"{string.Join(", ", group.Select(member => member.Node))} "
                    + (group.Key == Nothing ? "have none" : $"have {group.Key}")
                ),
        ];
}
