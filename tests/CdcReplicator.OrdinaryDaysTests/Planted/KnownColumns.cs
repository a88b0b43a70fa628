using CdcReplicator.Model;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The columns that a node had at some time.</summary>
internal sealed class KnownColumns(IReadOnlyList<TableDefinition> tables)
{
    public bool HasAllOf(ChangeTransaction transaction) => transaction.Rows.All(HasAllOf);

    private bool HasAllOf(RowChange row)
    {
        var table = tables.FirstOrDefault(table => table.Name.Name == row.Table.Name);
        return table is not null
            && (row.After is not { } after || after.Shape.Columns.All(column => table.FindColumn(column) is not null));
    }
}
