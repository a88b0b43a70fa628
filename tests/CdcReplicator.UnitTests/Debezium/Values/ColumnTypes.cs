using CdcReplicator.Model;

namespace CdcReplicator.UnitTests;

/// <summary>Column types of the coercion tests, by the names PostgreSQL writes.</summary>
internal static class ColumnTypes
{
    public static ColumnType Of(string name) =>
        name switch
        {
            "boolean" => new(ColumnKind.Boolean, name),
            "smallint" => new(ColumnKind.Int16, name),
            "integer" => new(ColumnKind.Int32, name),
            "bigint" or "oid" => new(ColumnKind.Int64, name),
            "real" => new(ColumnKind.Float32, name),
            "double" => new(ColumnKind.Float64, name),
            "numeric" => new(ColumnKind.Decimal, name),
            "numeric(5,2)" => new(ColumnKind.Decimal, name, Precision: 5, Scale: 2),
            "numeric(12,0)" => new(ColumnKind.Decimal, name, Precision: 12, Scale: 0),
            "numeric(12,3)" => new(ColumnKind.Decimal, name, Precision: 12, Scale: 3),
            "numeric(5,-2)" => new(ColumnKind.Decimal, name, Precision: 5, Scale: -2),
            "money" => new(ColumnKind.Decimal, name, Precision: 19, Scale: 2),
            "text" => new(ColumnKind.Text, name),
            "varchar(3)" => new(ColumnKind.Text, name, Length: 3),
            "char(3)" => new(ColumnKind.Char, name, Length: 3),
            "bytea" => new(ColumnKind.Bytes, name),
            "uuid" => new(ColumnKind.Uuid, name),
            "json" or "jsonb" => new(ColumnKind.Json, name),
            "xml" => new(ColumnKind.Xml, name),
            "tier" => new(ColumnKind.Enum, name),
            "inet" => new(ColumnKind.TextForm, name),
            "date" => new(ColumnKind.Date, name),
            "time" => new(ColumnKind.Time, name),
            "time(3)" => new(ColumnKind.Time, name, Precision: 3),
            "timetz" => new(ColumnKind.TimeTz, name),
            "timestamp" => new(ColumnKind.Timestamp, name),
            "timestamp(3)" => new(ColumnKind.Timestamp, name, Precision: 3),
            "timestamp(0)" => new(ColumnKind.Timestamp, name, Precision: 0),
            "timestamptz" => new(ColumnKind.TimestampTz, name),
            "interval" or "interval year to month" or "interval day to hour" => new(ColumnKind.Interval, name),
            "bit(8)" => new(ColumnKind.Bits, name, Length: 8),
            "bit varying(8)" => new(ColumnKind.Bits, name, Length: 8),
            "hstore" => new(ColumnKind.Hstore, name),
            "point" => new(ColumnKind.Point, name),
            "address" => new(ColumnKind.Unsupported, name),
            _ when name.EndsWith("[]", StringComparison.Ordinal) => new(
                ColumnKind.Array,
                name,
                Element: Of(name[..^2])
            ),
            _ => throw new ArgumentException($"Unknown type {name}.", nameof(name)),
        };
}
