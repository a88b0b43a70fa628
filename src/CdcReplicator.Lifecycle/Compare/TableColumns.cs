namespace CdcReplicator.Lifecycle;

/// <summary>Decides in which columns a table is compared: in those that all its nodes store.</summary>
internal static class TableColumns
{
    /// <summary>
    /// The plan for a table, or null if the nodes do not identify its rows alike. Adds what is left out.
    /// </summary>
    public static TablePlan? Compare(TableName name, IReadOnlyList<VerifyNode> holders, List<NotCompared> leftOut)
    {
        var keys = holders.Select(node => (node.Id, Key: Join(node.Tables[name].PrimaryKey))).ToList();
        if (keys.DistinctBy(key => key.Key).Count() > 1)
        {
            var texts = keys.Select(key => $"{(key.Key.Length == 0 ? "none" : key.Key)} on {key.Id}");
            leftOut.Add(
                new NotCompared(
                    name.ToString(),
                    $"its key is {string.Join(", ", texts)}. Declare the same key on every node",
                    ByChoice: false
                )
            );
            return null;
        }

        var columns = holders
            .SelectMany(node => node.Tables[name].Columns)
            .Select(column => column.Name)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var common = columns
            .Where(column => holders.All(node => node.Tables[name].FindColumn(column) is { Generated: false }))
            .ToList();
        var lone = columns.Where(column => !common.Contains(column) && !IsComputedEverywhere(holders, name, column));
        var before = leftOut.Count;
        leftOut.AddRange(
            lone.Select(column => new NotCompared($"{name}.{column}", Why(name, column, holders), ByChoice: true))
        );
        return new TablePlan(
            name.ToString(),
            [.. holders.Select(node => node.Id)],
            leftOut.Count == before ? null : common
        );
    }

    private static string Why(TableName name, string column, IReadOnlyList<VerifyNode> holders) =>
        string.Join(
            "; ",
            holders
                .Select(node =>
                    node.Tables[name].FindColumn(column) is { } found
                        ? found.Generated
                            ? $"{node.Id} computes it"
                            : null
                        : node.Ignored.HasColumn(name, column)
                            ? $"{node.Id} ignores it (its setting Ignore)"
                            : $"{node.Id} has no such column"
                )
                .OfType<string>()
        );

    private static bool IsComputedEverywhere(IReadOnlyList<VerifyNode> holders, TableName name, string column) =>
        holders.All(node => node.Tables[name].FindColumn(column) is { Generated: true });

    private static string Join(IReadOnlyList<string> key) => string.Join(", ", key);
}
