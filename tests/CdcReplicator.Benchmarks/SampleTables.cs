using System.Globalization;
using System.Numerics;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.Benchmarks;

/// <summary>Tables and the changes of one transaction.</summary>
internal static class SampleTables
{
    private static readonly ColumnType Int32 = new(ColumnKind.Int32, "integer");
    private static readonly ColumnType Int64 = new(ColumnKind.Int64, "bigint");
    private static readonly ColumnType Text = new(ColumnKind.Text, "text");
    private static readonly ColumnType Time = new(ColumnKind.Timestamp, "timestamp");
    private static readonly string Payload = new('x', 120);

    private static readonly TableDefinition Orders = Table(
        "orders",
        ("id", Int64),
        ("customer", Int64),
        ("amount", Int32),
        ("note", Text)
    );

    private static readonly TableDefinition Accounts = Table(
        "accounts",
        ("aid", Int64),
        ("bid", Int32),
        ("abalance", Int32)
    );
    private static readonly TableDefinition Tellers = Table(
        "tellers",
        ("tid", Int32),
        ("bid", Int32),
        ("tbalance", Int32)
    );
    private static readonly TableDefinition Branches = Table("branches", ("bid", Int32), ("bbalance", Int32));
    private static readonly TableDefinition History = Table(
        "history",
        ("hid", Int64),
        ("tid", Int32),
        ("bid", Int32),
        ("aid", Int64),
        ("delta", Int32),
        ("mtime", Time)
    );

    private static readonly TableDefinition Broad = Table(
        "broad",
        [("id", Int64), .. Enumerable.Range(1, 59).Select(i => ($"c{i}", BroadType(i)))]
    );

    /// <summary>All tables.</summary>
    public static IReadOnlyList<TableDefinition> All => [Orders, Accounts, Tellers, Branches, History, Broad];

    /// <summary>The changes of a form's transaction.</summary>
    public static IReadOnlyList<TableChange> Changes(RecordForm form, long number) =>
        form switch
        {
            RecordForm.Insert => [Insert(Orders, number, number % 1000, 4711, Payload)],
            RecordForm.Update => [UpdateOfAmount(number)],
            RecordForm.Wide => [new TableChange(Broad, Change(Broad, ChangeOperation.Create, BroadRow(number)))],
            _ =>
            [
                Update(Accounts, number % 100_000, 1, (int)number),
                Update(Tellers, number % 10, 1, (int)number),
                Update(Branches, 1, (int)number),
                Insert(History, number, number % 10, 1, number % 100_000, -321, 1_767_323_045_000_000 + number),
            ],
        };

    private static TableChange Insert(TableDefinition table, params object[] values) =>
        new(table, Change(table, ChangeOperation.Create, Image(table, values)));

    private static TableChange Update(TableDefinition table, params object[] values) =>
        new(table, Change(table, ChangeOperation.Update, Image(table, values)));

    private static TableChange UpdateOfAmount(long number) =>
        new(
            Orders,
            Change(
                Orders,
                ChangeOperation.Update,
                RowImages.Of(("id", DataValue.Integer(number)), ("amount", DataValue.Integer(5)))
            ) with
            {
                Before = RowImages.Of(("amount", DataValue.Integer(4))),
            }
        );

    private static RowChange Change(TableDefinition table, ChangeOperation operation, RowImage after) =>
        new()
        {
            Table = table.Name,
            Operation = operation,
            Key = RowImages.Of((table.Columns[0].Name, after.ToValues()[0])),
            After = after,
        };

    private static RowImage Image(TableDefinition table, object[] values) =>
        RowImages.Of([.. table.Columns.Select((column, i) => (column.Name, Value(column.Type, values[i])))]);

    private static DataValue Value(ColumnType type, object value) =>
        value is string text ? DataValue.Text(text)
        : type.Kind == ColumnKind.Timestamp ? DataValue.Micros(DataKind.Timestamp, (long)value)
        : DataValue.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture));

    private static RowImage BroadRow(long number) =>
        RowImages.Of([
            .. Broad.Columns.Select(
                (column, i) =>
                    (
                        column.Name,
                        column.Type.Kind switch
                        {
                            ColumnKind.Json => DataValue.Text(
                                """{"state": "paid", "tags": ["a", "b"]}""",
                                DataKind.Json
                            ),
                            ColumnKind.Decimal => DataValue.Decimal(new BigDecimal(new BigInteger(number * i), 2)),
                            ColumnKind.TimestampTz => DataValue.Micros(DataKind.TimestampTz, 1_767_323_045_123_456 + i),
                            ColumnKind.Text => DataValue.Text("some words of text"),
                            _ => DataValue.Integer(number + i),
                        }
                    )
            ),
        ]);

    private static ColumnType BroadType(int place) =>
        (place % 6) switch
        {
            0 => new ColumnType(ColumnKind.Json, "jsonb"),
            1 => new ColumnType(ColumnKind.Decimal, "numeric(18,2)", Precision: 18, Scale: 2),
            2 => new ColumnType(ColumnKind.TimestampTz, "timestamptz"),
            3 or 4 => Text,
            _ => Int64,
        };

    private static TableDefinition Table(string name, params (string Name, ColumnType Type)[] columns) =>
        new(
            new TableName("public", name),
            [.. columns.Select((column, i) => new ColumnDefinition(column.Name, column.Type, i > 0))],
            [columns[0].Name],
            [],
            [],
            []
        );
}
