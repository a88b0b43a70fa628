using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The order in which tables are written so that what foreign keys reference is there first.</summary>
internal static class TableRanks
{
    /// <summary>
    /// A rank for each table: a referenced table has a lower one than its referrers, as far as there is no cycle.
    /// </summary>
    public static Dictionary<TableName, int> Of(IReadOnlyList<TableDefinition> tables)
    {
        var byName = tables.ToDictionary(table => table.Name);
        var ranks = new Dictionary<TableName, int>();
        foreach (var table in tables)
        {
            Visit(table, byName, ranks, []);
        }

        return ranks;
    }

    private static int Visit(
        TableDefinition table,
        Dictionary<TableName, TableDefinition> byName,
        Dictionary<TableName, int> ranks,
        HashSet<TableName> path
    )
    {
        if (ranks.TryGetValue(table.Name, out var known))
        {
            return known;
        }

        var rank = 0;
        path.Add(table.Name);
        foreach (var key in table.ForeignKeys)
        {
            if (!path.Contains(key.References) && byName.TryGetValue(key.References, out var parent))
            {
                rank = Math.Max(rank, Visit(parent, byName, ranks, path) + 1);
            }
        }

        path.Remove(table.Name);
        ranks[table.Name] = rank;
        return rank;
    }
}
