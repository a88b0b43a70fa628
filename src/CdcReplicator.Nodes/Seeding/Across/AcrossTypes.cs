using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What a column's type is called on the other kind of node, as <c>docs/node-types.md</c> says.</summary>
internal static class AcrossTypes
{
    private static readonly string[] Ranges =
    [
        .. ((string[])["int4", "int8", "num", "ts", "tstz", "date"]).SelectMany(of =>
            (string[])[$"{of}range", $"{of}multirange"]
        ),
    ];

    /// <summary>The name on SQLite; null if it cannot be carried.</summary>
    public static string? OnSqlite(ColumnType type)
    {
        var name = type.Kind == ColumnKind.Array ? ArrayOnSqlite(type.Element!) : ScalarOnSqlite(type);
        return name is not null && MeansTheSame(SqliteTypeMap.Parse(name), type) ? name : null;
    }

    /// <summary>The name on PostgreSQL; null if it cannot be carried.</summary>
    public static string? OnPostgres(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Boolean => "boolean",
            ColumnKind.Int16 => "smallint",
            ColumnKind.Int32 => "integer",
            ColumnKind.Int64 => "bigint",
            ColumnKind.Float32 => "real",
            ColumnKind.Float64 => "double precision",
            ColumnKind.Decimal => Sized("numeric", type.Precision, type.Scale),
            ColumnKind.Text => type.Length is null ? "text" : Sized("varchar", type.Length),
            ColumnKind.Char => Sized("bpchar", type.Length),
            ColumnKind.Bytes => "bytea",
            ColumnKind.Uuid => "uuid",
            ColumnKind.Json => IsCalled(type, "JSONB") ? "jsonb" : "json",
            ColumnKind.Xml => "xml",
            ColumnKind.Date => "date",
            ColumnKind.Time => Sized("time", type.Precision),
            ColumnKind.TimeTz => Sized("timetz", type.Precision),
            ColumnKind.Timestamp => Sized("timestamp", type.Precision),
            ColumnKind.TimestampTz => Sized("timestamptz", type.Precision),
            ColumnKind.Interval => Sized("interval", type.Precision),
            ColumnKind.Bits => Sized(
                IsCalled(type, "VARBIT") || IsCalled(type, "BIT VARYING") ? "varbit" : "bit",
                type.Length
            ),
            ColumnKind.Point => "point",
            ColumnKind.Array => OnPostgres(type.Element!) is { } element ? $"{element}[]" : null,
            ColumnKind.TextForm => PostgresTextForms
                .OfSystem.Concat(Ranges)
                .FirstOrDefault(name => IsCalled(type, name)),
            _ => null,
        };

    private static string? ScalarOnSqlite(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Boolean => "BOOLEAN",
            ColumnKind.Int16 => "SMALLINT",
            ColumnKind.Int32 => "INT",
            ColumnKind.Int64 => "BIGINT",
            ColumnKind.Float32 => "FLOAT4",
            ColumnKind.Float64 => "DOUBLE",
            ColumnKind.Decimal => Sized("DECIMAL_TEXT", type.Precision, type.Scale),
            ColumnKind.Text => type.Length is null ? "TEXT" : Sized("VARCHAR", type.Length),
            ColumnKind.Char => Sized("BPCHAR", type.Length),
            ColumnKind.Bytes => "BLOB",
            ColumnKind.Uuid => "UUID",
            ColumnKind.Json => type.NativeName == "jsonb" ? "JSONB" : "JSON",
            ColumnKind.Xml => "XML",
            ColumnKind.Enum => "ENUM",
            ColumnKind.Date => "DATE",
            ColumnKind.Time => Sized("TIME", type.Precision),
            ColumnKind.TimeTz => Sized("TIMETZ", type.Precision),
            ColumnKind.Timestamp => Sized("TIMESTAMP", type.Precision),
            ColumnKind.TimestampTz => Sized("TIMESTAMPTZ", type.Precision),
            ColumnKind.Interval => Sized("INTERVAL", type.Precision),
            ColumnKind.Bits => Sized(
                type.NativeName.StartsWith("bit varying", StringComparison.Ordinal) ? "VARBIT" : "BIT",
                type.Length
            ),
            ColumnKind.Hstore => "HSTORE",
            ColumnKind.Point => "POINT",
            ColumnKind.TextForm => type.NativeName[(type.NativeName.LastIndexOf('.') + 1)..].ToUpperInvariant(),
            _ => null,
        };

    private static string? ArrayOnSqlite(ColumnType element)
    {
        var name = ScalarOnSqlite(element);
        var open = name?.IndexOf('(', StringComparison.Ordinal) ?? -1;
        return open < 0
            ? name is null
                ? null
                : $"{name}[]"
            : $"{name![..open]}_ARRAY{name[open..]}";
    }

    /// <summary>Whether values that one takes are what the other takes.</summary>
    private static bool MeansTheSame(ColumnType one, ColumnType other) =>
        one.Kind == other.Kind
        && one.Length == other.Length
        && one.Precision == other.Precision
        && one.Scale == other.Scale
        && (one.Element is null) == (other.Element is null)
        && (one.Element is null || MeansTheSame(one.Element, other.Element!));

    private static bool IsCalled(ColumnType type, string name) =>
        type.NativeName.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && (type.NativeName.Length == name.Length || !char.IsLetterOrDigit(type.NativeName[name.Length]));

    private static string Sized(string name, int? first, int? second = null) =>
        first is null ? name
        : second is null ? string.Create(CultureInfo.InvariantCulture, $"{name}({first})")
        : string.Create(CultureInfo.InvariantCulture, $"{name}({first},{second})");
}
