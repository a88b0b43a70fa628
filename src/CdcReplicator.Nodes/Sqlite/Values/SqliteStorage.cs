using System.Buffers;
using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Canonical values as SQLite keeps them, and back: its own storage classes where they are exact, else one text form
/// per type.
/// </summary>
internal static class SqliteStorage
{
    private static readonly SearchValues<char> NumericCharacters = SearchValues.Create("0123456789+-.eE \t\n\r\f\v");

    /// <summary>What is kept of a canonical value.</summary>
    public static SqliteStoredValue Store(in DataValue value, ColumnType type)
    {
        switch (value.Kind)
        {
            case DataKind.Null:
                return SqliteStoredValue.Null;
            case DataKind.Boolean:
                return SqliteStoredValue.Integer(value.AsBoolean() ? 1 : 0);
            case DataKind.Integer:
                return SqliteStoredValue.Integer(value.AsInt64());
            case DataKind.Bytes:
                return SqliteStoredValue.Blob(value.AsBytes());

            // SQLite turns a NaN into NULL, so it is kept as text, which sorts after every number as it does in
            // PostgreSQL.
            case DataKind.Float32 when !float.IsNaN(value.AsFloat32()):
                return SqliteStoredValue.Real(value.AsFloat32());
            case DataKind.Float64 when !double.IsNaN(value.AsFloat64()):
                return SqliteStoredValue.Real(value.AsFloat64());
            case DataKind.Array:
                return SqliteStoredValue.Text(SqliteArrayText.Format(value.AsArray(), type.Element!));
            default:
                var text = SqliteText.Format(value, type);
                return IsAtRisk(type.Kind) && LooksNumeric(text)
                    ? SqliteStoredValue.Blob(Encoding.UTF8.GetBytes(text))
                    : SqliteStoredValue.Text(text);
        }
    }

    /// <summary>The canonical value of what is kept.</summary>
    /// <exception cref="InvalidValueException">No value of the type is kept so.</exception>
    public static DataValue Load(in SqliteStoredValue stored, ColumnType type) =>
        stored.Class switch
        {
            SqliteStorageClass.Integer => type.Kind == ColumnKind.Boolean
                ? DataValue.Boolean(stored.AsInteger() != 0)
                : ValueCoercion.Coerce(DataValue.Integer(stored.AsInteger()), type, SqliteForms.Stored),
            SqliteStorageClass.Real => type.Kind == ColumnKind.Float32
                ? DataValue.Float32((float)stored.AsReal())
                : ValueCoercion.Coerce(DataValue.Float64(stored.AsReal()), type),
            SqliteStorageClass.Blob when type.Kind == ColumnKind.Bytes => DataValue.Bytes(stored.AsBlob()),
            SqliteStorageClass.Blob => SqliteText.Parse(Encoding.UTF8.GetString(stored.AsBlob()), type),
            SqliteStorageClass.Text when type.Kind == ColumnKind.Array => SqliteArrayText.Parse(stored.AsText(), type),
            SqliteStorageClass.Text => SqliteText.Parse(stored.AsText(), type),
            _ => DataValue.Null,
        };

    /// <summary>
    /// Types whose declared name gives SQLite's numeric affinity although their text may be a number.
    /// </summary>
    private static bool IsAtRisk(ColumnKind kind) =>
        kind is ColumnKind.Json or ColumnKind.Xml or ColumnKind.Enum or ColumnKind.TextForm;

    /// <summary>
    /// SQLite would store such text as a number in a column of numeric affinity, and <c>1.10</c> come back as 1.1. As a
    /// blob it stays.
    /// </summary>
    private static bool LooksNumeric(string text) =>
        !text.AsSpan().ContainsAnyExcept(NumericCharacters) && text.AsSpan().ContainsAnyInRange('0', '9');
}
