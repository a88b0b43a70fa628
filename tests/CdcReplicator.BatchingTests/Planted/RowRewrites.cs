using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>Plans that get single changes wrong.</summary>
internal static class RowRewrites
{
    public static RowChange IgnoreExpectations(
        ChangeTransaction of,
        RowChange row,
        IReadOnlyList<TableDefinition> tables
    ) => of.Semantics == WriteSemantics.Checked && row.Key is not null ? row with { Before = null } : row;

    public static RowChange CreateAsUpsert(
        ChangeTransaction of,
        RowChange row,
        IReadOnlyList<TableDefinition> tables
    ) => row.Operation == ChangeOperation.Create ? row with { Operation = ChangeOperation.Read } : row;

    public static RowChange UpsertAsCreate(
        ChangeTransaction of,
        RowChange row,
        IReadOnlyList<TableDefinition> tables
    ) => row.Operation == ChangeOperation.Read ? row with { Operation = ChangeOperation.Create } : row;

    public static RowChange UpdateAsUpsert(
        ChangeTransaction of,
        RowChange row,
        IReadOnlyList<TableDefinition> tables
    ) => row.Operation == ChangeOperation.Update && row.Key is not null && !row.ChangesKey ? Upsert(row) : row;

    public static RowChange MoveAsInsert(ChangeTransaction of, RowChange row, IReadOnlyList<TableDefinition> tables) =>
        row.ChangesKey
            ? row with
            {
                Operation = ChangeOperation.Create,
                ChangesKey = false,
                Key = null,
                Before = null,
            }
            : row;

    public static RowChange FillWithNull(ChangeTransaction of, RowChange row, IReadOnlyList<TableDefinition> tables)
    {
        if (row is not { Operation: ChangeOperation.Update, After: { } after } || Find(tables, row) is not { } table)
        {
            return row;
        }

        var lacking = table.Columns.Where(c =>
            c is { Nullable: true, Generated: false } && !after.TryGet(c.Name, out _)
        );
        return row with { After = RowImages.Of([.. Pairs(after), .. lacking.Select(c => (c.Name, DataValue.Null))]) };
    }

    public static RowChange UnavailableAsNull(
        ChangeTransaction of,
        RowChange row,
        IReadOnlyList<TableDefinition> tables
    ) =>
        row.After is not { } after || Find(tables, row) is not { } table
            ? row
            : row with
            {
                After = RowImages.Of([
                    .. Pairs(after)
                        .Select(p =>
                            p.Value.Kind == DataKind.Unavailable && table.FindColumn(p.Column) is { Nullable: true }
                                ? (p.Column, DataValue.Null)
                                : p
                        ),
                ]),
            };

    private static RowChange Upsert(RowChange row)
    {
        var key = Pairs(row.Key!.Value).Where(p => !row.After!.Value.TryGet(p.Column, out _));
        return row with
        {
            Operation = ChangeOperation.Read,
            Key = null,
            Before = null,
            After = RowImages.Of([.. key, .. Pairs(row.After!.Value)]),
        };
    }

    private static TableDefinition? Find(IReadOnlyList<TableDefinition> tables, RowChange row) =>
        tables.FirstOrDefault(table => table.Name == row.Table);

    private static IEnumerable<(string Column, DataValue Value)> Pairs(RowImage image) =>
        image.Shape.Columns.Zip(image.ToValues());
}
