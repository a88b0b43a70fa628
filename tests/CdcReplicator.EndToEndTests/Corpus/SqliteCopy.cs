using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.EndToEndTests;

/// <summary>The recorded source's tables as SQLite declares them (docs/node-types.md).</summary>
internal static class SqliteCopy
{
    /// <summary>
    /// What a definition does not tell: expressions and defaults that the records rely on the node for.
    /// </summary>
    private static readonly Dictionary<string, string> Declared = new(StringComparer.Ordinal)
    {
        ["inventory.computed.area"] = "INT GENERATED ALWAYS AS (w * h) STORED",
        ["inventory.computed.label"] = "TEXT GENERATED ALWAYS AS ('box') STORED",
        ["inventory.customers.email"] = "CITEXT COLLATE NOCASE UNIQUE",
        ["inventory.vouchers.code"] = "UUID NOT NULL UNIQUE",
        ["inventory.evolving.d_new"] = "INT NOT NULL DEFAULT 0",
        ["inventory.evolving.g"] = "INT DEFAULT 5",
        ["inventory.evolving.f"] = "TEXT NOT NULL DEFAULT 'filled'",
    };

    /// <summary>Statements that make all tables.</summary>
    public static string Ddl(IEnumerable<TableDefinition> tables) => string.Join(";\n", tables.Select(Table));

    private static string Table(TableDefinition table)
    {
        var columns = table.Columns.Select(column =>
            Declared.TryGetValue($"{table.Name}.{column.Name}", out var own)
                ? $"\"{column.Name}\" {own}"
                : $"\"{column.Name}\" {Type(column.Type)}{(column.Nullable ? "" : " NOT NULL")}"
        );
        var key = table.PrimaryKey.Select(column => $"\"{column}\"");
        string[] constraints = table.PrimaryKey.Count > 0 ? [$"PRIMARY KEY ({string.Join(", ", key)})"] : [];
        return $"CREATE TABLE \"{table.Name}\" ({string.Join(", ", columns.Concat(constraints))})";
    }

    private static string Type(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Int16 => "SMALLINT",
            ColumnKind.Int32 => "INT",
            ColumnKind.Int64 => "BIGINT",
            ColumnKind.Float32 => "FLOAT4",
            ColumnKind.Float64 => "DOUBLE",
            ColumnKind.Decimal => Sized("DECIMAL_TEXT", type.Precision, type.Scale),
            ColumnKind.Text => type.Length is null ? "TEXT" : Sized("VARCHAR", type.Length),
            ColumnKind.Char => type.Length is null ? "BPCHAR" : Sized("CHAR", type.Length),
            ColumnKind.Bytes => "BLOB",
            ColumnKind.Bits => Sized(
                type.NativeName.Contains("varying", StringComparison.Ordinal) ? "VARBIT" : "BIT",
                type.Length
            ),
            ColumnKind.Time or ColumnKind.TimeTz or ColumnKind.Timestamp or ColumnKind.TimestampTz => Sized(
                type.Kind.ToString().ToUpperInvariant(),
                type.Precision
            ),
            ColumnKind.Json or ColumnKind.TextForm => type.NativeName.ToUpperInvariant(),
            ColumnKind.Array => Array(Type(type.Element!)),
            _ => type.Kind.ToString().ToUpperInvariant(),
        };

    private static string Array(string element) =>
        element.IndexOf('(', StringComparison.Ordinal) is >= 0 and var size
            ? $"{element[..size]}_ARRAY{element[size..]}"
            : $"{element}[]";

    private static string Sized(string name, params int?[] sizes) =>
        sizes[0] is null
            ? name
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{name}({string.Join(",", sizes.Where(size => size is not null))})"
            );
}
