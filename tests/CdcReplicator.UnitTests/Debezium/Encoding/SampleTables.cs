using CdcReplicator.Model;

namespace CdcReplicator.UnitTests;

/// <summary>Table definitions for tests of the encoder.</summary>
internal static class SampleTables
{
    private static readonly ColumnType Varchar = new(ColumnKind.Text, "character varying(255)", Length: 255);

    /// <summary>The table of the format page.</summary>
    public static TableDefinition Customers { get; } =
        Table(
            "customers",
            ["id"],
            new ColumnDefinition("id", new ColumnType(ColumnKind.Int32, "integer"), false, HasDefault: true),
            new ColumnDefinition("first_name", Varchar, false),
            new ColumnDefinition("last_name", Varchar, false),
            new ColumnDefinition("email", Varchar, false)
        );

    /// <summary>A two-column key and nullable columns.</summary>
    public static TableDefinition Stock { get; } =
        Table(
            "stock",
            ["shop", "item"],
            new ColumnDefinition("item", new ColumnType(ColumnKind.Text, "text"), false),
            new ColumnDefinition("shop", new ColumnType(ColumnKind.Int64, "bigint"), false),
            new ColumnDefinition("pieces", new ColumnType(ColumnKind.Int32, "integer"), true),
            new ColumnDefinition("price", new ColumnType(ColumnKind.Decimal, "numeric(10,2)", null, 10, 2), true),
            new ColumnDefinition("weight", new ColumnType(ColumnKind.Decimal, "numeric"), true)
        );

    public static TableDefinition Table(string name, string[] key, params ColumnDefinition[] columns) =>
        new(new TableName("public", name), columns, key, [], [], []);
}
