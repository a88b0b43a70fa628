using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Which columns of a table are looked at.</summary>
internal static class ComparedColumns
{
    /// <summary>The table with these columns and those of its key; with all of its own if none are named.</summary>
    public static TableDefinition Narrowed(this TableDefinition table, IReadOnlyList<string>? columns) =>
        table with
        {
            Columns =
            [
                .. table.Columns.Where(column =>
                    columns is null || columns.Contains(column.Name) || table.PrimaryKey.Contains(column.Name)
                ),
            ],
        };
}
