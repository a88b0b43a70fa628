using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// SQLite's declared types as column types. SQLite itself hardly looks at a declared type, so the names mean what
/// <c>docs/node-types.md</c> says.
/// </summary>
internal static class SqliteTypeMap
{
    /// <summary>Digits a decimal may have before SQLite's own numbers lose some.</summary>
    public const int NumericAffinityDigits = 15;

    /// <summary>
    /// The column type of a declared type; what cannot be carried has the kind <see cref="ColumnKind.Unsupported"/>.
    /// </summary>
    public static ColumnType Parse(string declaredType)
    {
        ArgumentNullException.ThrowIfNull(declaredType);
        if (!SqliteDeclaredType.TrySplit(declaredType, out var name, out var first, out var second))
        {
            return new ColumnType(ColumnKind.Unsupported, declaredType);
        }

        foreach (var suffix in (ReadOnlySpan<string>)["[]", " ARRAY", "_ARRAY"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                var element = Scalar(name[..^suffix.Length].TrimEnd(), declaredType, first, second, isElement: true);
                return element.Kind == ColumnKind.Unsupported
                    ? element
                    : new ColumnType(ColumnKind.Array, declaredType, Element: element);
            }
        }

        return Scalar(name, declaredType, first, second, isElement: false);
    }

    /// <summary>
    /// What to declare instead of a type that <see cref="Parse"/> does not support; an imperative sentence.
    /// </summary>
    public static string Remedy(string declaredType)
    {
        ArgumentNullException.ThrowIfNull(declaredType);
        return
            SqliteDeclaredType.TrySplit(declaredType, out var name, out _, out _)
            && name is "NUMERIC" or "DECIMAL" or "DEC" or "NUMBER" or "MONEY"
            ? $"Declare it DECIMAL_TEXT(precision, scale); SQLite's own numbers keep {NumericAffinityDigits} "
                + "digits only."
            : "Declare it with a type of docs/node-types.md.";
    }

    private static ColumnType Scalar(string name, string declared, int? first, int? second, bool isElement) =>
        name switch
        {
            "BOOLEAN" or "BOOL" => new ColumnType(ColumnKind.Boolean, declared),
            "BIT" when first is null or 1 => new ColumnType(ColumnKind.Boolean, declared),
            "SMALLINT" or "INT2" or "TINYINT" or "SMALLSERIAL" => new ColumnType(ColumnKind.Int16, declared),
            "INT" or "INT4" or "MEDIUMINT" or "SERIAL" => new ColumnType(ColumnKind.Int32, declared),
            "INTEGER" or "BIGINT" or "INT8" or "BIGSERIAL" or "OID" => new ColumnType(ColumnKind.Int64, declared),
            "FLOAT4" => new ColumnType(ColumnKind.Float32, declared),
            "REAL" or "FLOAT" or "DOUBLE" or "DOUBLE PRECISION" or "FLOAT8" => new ColumnType(
                ColumnKind.Float64,
                declared
            ),
            "DECIMAL_TEXT" => Decimal(declared, first, second),
            "NUMERIC" or "DECIMAL" or "DEC" or "NUMBER" => isElement || first <= NumericAffinityDigits
                ? Decimal(declared, first, second)
                : new ColumnType(ColumnKind.Unsupported, declared),
            "TEXT" or "CLOB" => new ColumnType(ColumnKind.Text, declared, Length: first),
            "VARCHAR" or "CHARACTER VARYING" or "VARYING CHARACTER" or "NVARCHAR" => new ColumnType(
                ColumnKind.Text,
                declared,
                Length: first
            ),
            "CHAR" or "CHARACTER" or "NCHAR" => new ColumnType(ColumnKind.Char, declared, Length: first ?? 1),
            "BPCHAR" => new ColumnType(ColumnKind.Char, declared, Length: first),
            "BLOB" or "BYTEA" or "BINARY" or "VARBINARY" => new ColumnType(ColumnKind.Bytes, declared),
            "UUID" or "GUID" => new ColumnType(ColumnKind.Uuid, declared),
            "JSON" or "JSONB" or "JSON_TEXT" => new ColumnType(ColumnKind.Json, declared),
            "XML" => new ColumnType(ColumnKind.Xml, declared),
            "ENUM" => new ColumnType(ColumnKind.Enum, declared),
            "BIT" or "VARBIT" or "BIT VARYING" => new ColumnType(ColumnKind.Bits, declared, Length: first),
            "HSTORE" => new ColumnType(ColumnKind.Hstore, declared),
            "POINT" => new ColumnType(ColumnKind.Point, declared),
            _ when first is < 0 or > 6 => new ColumnType(ColumnKind.Unsupported, declared),
            _ => SqliteTemporalTypes.Find(name, declared, first)
                ?? new ColumnType(
                    SqliteTextForms.Names.Contains(name) ? ColumnKind.TextForm : ColumnKind.Unsupported,
                    declared
                ),
        };

    private static ColumnType Decimal(string declared, int? precision, int? scale) =>
        new(ColumnKind.Decimal, declared, Precision: precision, Scale: precision is null ? null : scale ?? 0);
}
