using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>PostgreSQL's catalog types as column types.</summary>
internal static class PostgresTypeMap
{
    private const string SystemSchema = "pg_catalog";

    /// <summary>The places of numeric money; PostgreSQL's own range needs 19 digits.</summary>
    private const int MoneyPrecision = 19;
    private const int MoneyScale = 2;

    /// <summary>
    /// The column type. A domain is its base type (its checks are the database's); what cannot be carried has the kind
    /// <see cref="ColumnKind.Unsupported"/>.
    /// </summary>
    public static ColumnType Map(PostgresTypeDescription type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.Base is { } domainBase)
        {
            return Map(domainBase);
        }

        if (type.Element is { } element)
        {
            var elementType = Map(element);
            return elementType.Kind is ColumnKind.Unsupported or ColumnKind.Array
                ? Unsupported(type)
                : new ColumnType(ColumnKind.Array, type.FormattedName, Element: elementType);
        }

        return type.Kind switch
        {
            'e' => new ColumnType(ColumnKind.Enum, type.FormattedName),
            'r' or 'm' => new ColumnType(ColumnKind.TextForm, type.FormattedName),
            'b' when type.Schema == SystemSchema => MapSystemType(type),
            'b' when type.Name == "hstore" => new ColumnType(ColumnKind.Hstore, type.FormattedName),
            'b' when PostgresTextForms.OfExtensions.Contains(type.Name) => new ColumnType(
                ColumnKind.TextForm,
                type.FormattedName
            ),
            _ => Unsupported(type),
        };
    }

    private static ColumnType MapSystemType(PostgresTypeDescription type)
    {
        var name = type.FormattedName;
        return type.Name switch
        {
            "bool" => new ColumnType(ColumnKind.Boolean, name),
            "int2" => new ColumnType(ColumnKind.Int16, name),
            "int4" => new ColumnType(ColumnKind.Int32, name),
            "int8" or "oid" => new ColumnType(ColumnKind.Int64, name),
            "float4" => new ColumnType(ColumnKind.Float32, name),
            "float8" => new ColumnType(ColumnKind.Float64, name),
            "numeric" => MapNumeric(type),
            "money" => new ColumnType(ColumnKind.Decimal, name, Precision: MoneyPrecision, Scale: MoneyScale),
            "text" => new ColumnType(ColumnKind.Text, name),
            "varchar" => new ColumnType(ColumnKind.Text, name, Length: CharacterLength(type)),
            "bpchar" => new ColumnType(ColumnKind.Char, name, Length: CharacterLength(type)),
            "bytea" => new ColumnType(ColumnKind.Bytes, name),
            "uuid" => new ColumnType(ColumnKind.Uuid, name),
            "json" or "jsonb" => new ColumnType(ColumnKind.Json, name),
            "xml" => new ColumnType(ColumnKind.Xml, name),
            "date" => new ColumnType(ColumnKind.Date, name),
            "time" => new ColumnType(ColumnKind.Time, name, Precision: Plain(type)),
            "timetz" => new ColumnType(ColumnKind.TimeTz, name, Precision: Plain(type)),
            "timestamp" => new ColumnType(ColumnKind.Timestamp, name, Precision: Plain(type)),
            "timestamptz" => new ColumnType(ColumnKind.TimestampTz, name, Precision: Plain(type)),
            "interval" => new ColumnType(ColumnKind.Interval, name, Precision: IntervalPrecision(type)),
            "bit" when type.Modifier == 1 => new ColumnType(ColumnKind.Boolean, name),
            "bit" or "varbit" => new ColumnType(ColumnKind.Bits, name, Length: Plain(type)),
            "point" => new ColumnType(ColumnKind.Point, name),
            _ => PostgresTextForms.OfSystem.Contains(type.Name)
                ? new ColumnType(ColumnKind.TextForm, name)
                : Unsupported(type),
        };
    }

    private static ColumnType MapNumeric(PostgresTypeDescription type)
    {
        if (type.Modifier < 0)
        {
            return new ColumnType(ColumnKind.Decimal, type.FormattedName);
        }

        var packed = type.Modifier - 4;
        var scale = ((packed & 0x7ff) ^ 0x400) - 0x400;
        return new ColumnType(ColumnKind.Decimal, type.FormattedName, Precision: (packed >> 16) & 0xffff, Scale: scale);
    }

    private static ColumnType Unsupported(PostgresTypeDescription type) =>
        new(ColumnKind.Unsupported, type.FormattedName);

    private static int? CharacterLength(PostgresTypeDescription type) => type.Modifier < 0 ? null : type.Modifier - 4;

    private static int? Plain(PostgresTypeDescription type) => type.Modifier < 0 ? null : type.Modifier;

    private static int? IntervalPrecision(PostgresTypeDescription type) =>
        type.Modifier < 0 || (type.Modifier & 0xffff) == 0xffff ? null : type.Modifier & 0xffff;
}
