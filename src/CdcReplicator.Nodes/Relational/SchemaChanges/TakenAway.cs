using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Tables and columns that schema changes in the log have taken away, and none has brought back. A checked change of
/// one is rejected, because every node lacks it from there on. Immutable.
/// </summary>
internal sealed class TakenAway
{
    /// <summary>In place of a column's name: the whole table.</summary>
    public const string WholeTable = "";

    /// <summary>Nothing.</summary>
    public static readonly TakenAway Nothing = new([]);

    private readonly HashSet<(TableName Table, string Column)> _all;

    /// <summary>These, a table and a column each.</summary>
    public TakenAway(IEnumerable<(TableName Table, string Column)> all) => _all = [.. all];

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<(TableName Table, string Column)> All => _all;

    /// <summary>Whether a table is gone.</summary>
    public bool Has(TableName table) => _all.Contains((table, WholeTable));

    /// <summary>Whether a column is gone from a table that is there.</summary>
    public bool Has(TableName table, string column) => _all.Contains((table, column));

    /// <summary>
    /// What is gone after a change of the tables. The columns of a table that is gone stay known, because it may come
    /// back without them.
    /// </summary>
    /// <param name="before">The tables before it.</param>
    /// <param name="after">The tables after it.</param>
    public TakenAway After(IReadOnlyCollection<TableDefinition> before, IReadOnlyCollection<TableDefinition> after)
    {
        var gone = new HashSet<(TableName, string)>(_all);
        gone.UnionWith(Parts(before));
        gone.ExceptWith(Parts(after));
        return new TakenAway(gone);
    }

    private static IEnumerable<(TableName, string)> Parts(IEnumerable<TableDefinition> tables) =>
        tables.SelectMany(table =>
            table.Columns.Select(column => (table.Name, column.Name)).Append((table.Name, WholeTable))
        );
}
