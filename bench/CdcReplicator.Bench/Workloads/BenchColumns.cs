using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>Columns of the types the workloads use; NOT NULL unless said.</summary>
internal static class BenchColumns
{
    public static ColumnDefinition Int64(string name) => Of(name, new ColumnType(ColumnKind.Int64, "bigint"));

    /// <summary>
    /// PostgreSQL and SQLite nodes agree that <c>int4</c> has 32 bits; <c>integer</c> has 64 on SQLite.
    /// </summary>
    public static ColumnDefinition Int32(string name) => Of(name, new ColumnType(ColumnKind.Int32, "int4"));

    public static ColumnDefinition Float64(string name) =>
        Of(name, new ColumnType(ColumnKind.Float64, "double precision"));

    public static ColumnDefinition Text(string name) => Of(name, new ColumnType(ColumnKind.Text, "text"));

    public static ColumnDefinition Char(string name, int length, bool nullable = false) =>
        Of(name, new ColumnType(ColumnKind.Char, $"char({length})", Length: length)) with
        {
            Nullable = nullable,
        };

    public static ColumnDefinition Money(string name) =>
        Of(name, new ColumnType(ColumnKind.Decimal, "numeric(12,2)", Precision: 12, Scale: 2));

    public static ColumnDefinition Timestamp(string name) =>
        Of(name, new ColumnType(ColumnKind.Timestamp, "timestamp"));

    public static ColumnDefinition TimestampTz(string name) =>
        Of(name, new ColumnType(ColumnKind.TimestampTz, "timestamptz"));

    public static ColumnDefinition Date(string name) => Of(name, new ColumnType(ColumnKind.Date, "date"));

    public static ColumnDefinition Boolean(string name) => Of(name, new ColumnType(ColumnKind.Boolean, "boolean"));

    public static ColumnDefinition Uuid(string name) => Of(name, new ColumnType(ColumnKind.Uuid, "uuid"));

    public static ColumnDefinition Json(string name) => Of(name, new ColumnType(ColumnKind.Json, "jsonb"));

    private static ColumnDefinition Of(string name, ColumnType type) => new(name, type, Nullable: false);
}
