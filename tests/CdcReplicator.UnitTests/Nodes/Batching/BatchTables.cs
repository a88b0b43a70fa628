using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.UnitTests.Nodes;

/// <summary>Tables for tests of planning: no database behind them.</summary>
internal static class BatchTables
{
    public static readonly TableName Accounts = TableName.Parse("accounts");
    public static readonly TableName Owners = TableName.Parse("owners");
    public static readonly TableName Notes = TableName.Parse("notes");

    private static readonly ColumnType Number = new(ColumnKind.Int64, "bigint");
    private static readonly ColumnType Text = new(ColumnKind.Text, "text");

    /// <summary>
    /// owners (id, name unique); accounts (id, owner references owners, note with default, seat unique); notes (text)
    /// without key.
    /// </summary>
    public static NodeCatalog Catalog(TableFacts? facts = null, bool checks = false) =>
        new(
            [
                Table(Owners, ["id"], [Column("id", Number, false), Column("name", Text, true)], ["name"], [], false),
                Table(
                    Accounts,
                    ["id"],
                    [
                        Column("id", Number, false),
                        Column("owner", Number, true),
                        Column("note", Text, false, hasDefault: true),
                        Column("seat", Number, true),
                    ],
                    ["seat"],
                    [new ForeignKeyConstraint("accounts_owner", ["owner"], Owners, ["id"])],
                    checks,
                    facts
                ),
                Table(Notes, [], [Column("text", Text, true)], [], [], false),
            ],
            new SqliteDialect(new SqliteValueBinding()),
            new IgnoreList([])
        );

    public static RowChange Create(TableName table, params (string, DataValue)[] after) =>
        new()
        {
            Table = table,
            Operation = ChangeOperation.Create,
            After = RowImages.Of(after),
        };

    public static RowChange Update(TableName table, long id, params (string, DataValue)[] after) =>
        new()
        {
            Table = table,
            Operation = ChangeOperation.Update,
            Key = Key(id),
            After = RowImages.Of(after),
        };

    public static RowChange Delete(TableName table, long id) =>
        new()
        {
            Table = table,
            Operation = ChangeOperation.Delete,
            Key = Key(id),
        };

    public static DataValue Int(long value) => DataValue.Integer(value);

    public static DataValue Str(string value) => DataValue.Text(value);

    /// <summary>A whole account.</summary>
    public static (string, DataValue)[] Account(long id, string note, long? seat = null) =>
        [
            ("id", Int(id)),
            ("owner", DataValue.Null),
            ("note", Str(note)),
            ("seat", seat is { } number ? Int(number) : DataValue.Null),
        ];

    private static RowImage Key(long id) => RowImages.Of(("id", Int(id)));

    private static ColumnDefinition Column(string name, ColumnType type, bool nullable, bool hasDefault = false) =>
        new(name, type, nullable, hasDefault);

    private static CatalogTable Table(
        TableName name,
        string[] key,
        ColumnDefinition[] columns,
        string[] unique,
        ForeignKeyConstraint[] foreignKeys,
        bool checks,
        TableFacts? facts = null
    ) =>
        new(
            new TableDefinition(
                name,
                columns,
                key,
                unique.Length > 0 ? [new UniqueConstraint($"{name.Name}_unique", unique)] : [],
                checks ? [new CheckConstraint("positive", "seat > 0")] : [],
                foreignKeys
            ),
            KeyArbitrates: true,
            DeferredConstraints: [],
            facts ?? TableFacts.Plain
        );
}
