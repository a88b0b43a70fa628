namespace CdcReplicator.Nodes;

/// <summary>The tables in which tools note which scripts have run. A schema change may write them. Pure.</summary>
internal static class HistoryTables
{
    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "__EFMigrationsHistory",
        "flyway_schema_history",
        "schemaversions",
    ];

    /// <summary>Whether a name is one.</summary>
    public static bool Has(in SqlToken name)
    {
        foreach (var known in Names)
        {
            if (name.Names(known))
            {
                return true;
            }
        }

        return false;
    }
}
