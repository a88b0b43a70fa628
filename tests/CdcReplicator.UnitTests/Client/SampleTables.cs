using CdcReplicator.Model;

namespace CdcReplicator.UnitTests.Client;

internal static class SampleTables
{
    public static TableDefinition Accounts { get; } =
        new(
            new TableName("public", "accounts"),
            [
                new ColumnDefinition("id", new ColumnType(ColumnKind.Int32, "integer"), Nullable: false),
                new ColumnDefinition("owner_name", new ColumnType(ColumnKind.Text, "varchar(10)", 10), Nullable: false),
                new ColumnDefinition(
                    "balance",
                    new ColumnType(ColumnKind.Decimal, "numeric(12,2)", null, 12, 2),
                    Nullable: false,
                    HasDefault: true
                ),
                new ColumnDefinition("note", new ColumnType(ColumnKind.Text, "text"), Nullable: true),
                new ColumnDefinition(
                    "doubled",
                    new ColumnType(ColumnKind.Decimal, "numeric(12,2)", null, 12, 2),
                    Nullable: true,
                    Generated: true
                ),
            ],
            ["id"],
            [],
            [],
            []
        );

    public static TableDefinition Keyless { get; } =
        new(
            new TableName("public", "keyless"),
            [new ColumnDefinition("id", new ColumnType(ColumnKind.Int32, "integer"), Nullable: false)],
            [],
            [],
            [],
            []
        );

    public static TableDefinition TwoKeys { get; } =
        new(
            new TableName("stock", "items"),
            [
                new ColumnDefinition("place", new ColumnType(ColumnKind.Text, "text"), Nullable: false),
                new ColumnDefinition("Place", new ColumnType(ColumnKind.Text, "text"), Nullable: true),
                new ColumnDefinition("sku", new ColumnType(ColumnKind.Int64, "bigint"), Nullable: false),
            ],
            ["sku", "place"],
            [],
            [],
            []
        );
}
