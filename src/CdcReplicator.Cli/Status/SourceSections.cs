namespace CdcReplicator.Cli;

/// <summary>
/// Finds settings that must be alike for all appliers of a cluster and are not: sources, keys for orders. Pure.
/// </summary>
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
            .Select(source =>
                Groups(told, member => member.SourceFingerprints!.GetValueOrDefault(source, Nothing)) is { } groups
                    ? $"Sources:{source} is not the same for all nodes, so their rows may differ: "
                        + $"{groups}. Give all appliers the same section (docs/debezium.md)."
                    : null
            )
            .OfType<string>();
    }

    /// <summary>A sentence if appliers count orders by different keys; empty if not.</summary>
    public static IEnumerable<string> DifferingOrderKeys(IEnumerable<MemberReport> members)
    {
        MemberReport[] told = [.. members.Where(member => member is { OrderKeys: not null, State: not "left" })];
        return Groups(told, member => string.Join(", ", member.OrderKeys!)) is { } groups
            ?
            [
                "Applier:OrderKeysFile is not the same for all nodes, so an order may count on some only: "
                    + $"{groups}. Give all appliers the same keys (docs/security.md).",
            ]
            : [];
    }

    private static string? Groups(MemberReport[] members, Func<MemberReport, string> told)
    {
        string[] groups =
        [
            .. members
                .GroupBy(told, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group =>
                    $"{string.Join(", ", group.Select(member => member.Node))} "
                    + (group.Key == Nothing ? "have none" : $"have {group.Key}")
                ),
        ];
        return groups.Length > 1 ? string.Join("; ", groups) : null;
    }
}
