using System.Buffers;
using System.Data.Common;
using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Values of SQLite: its own storage classes where they are exact, else one text form per type.</summary>
internal sealed class SqliteValueBinding : IValueBinding
{
    private static readonly SearchValues<char> NumericCharacters = SearchValues.Create("0123456789+-.eE \t\n\r\f\v");

    /// <inheritdoc/>
    public DbParameter CreateParameter(string name, in DataValue canonical, ColumnType type) =>
        new SqliteParameter(name, Stored(canonical, type));

    /// <inheritdoc/>
    public DataValue Read(DbDataReader reader, int ordinal, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(type);
        return reader.GetValue(ordinal) switch
        {
            DBNull => DataValue.Null,
            long number => type.Kind == ColumnKind.Boolean
                ? DataValue.Boolean(number != 0)
                : ValueCoercion.Coerce(DataValue.Integer(number), type),
            double number => type.Kind == ColumnKind.Float32
                ? DataValue.Float32((float)number)
                : ValueCoercion.Coerce(DataValue.Float64(number), type),
            byte[] bytes when type.Kind == ColumnKind.Bytes => DataValue.Bytes(bytes),
            byte[] bytes => SqliteText.Parse(Encoding.UTF8.GetString(bytes), type),
            string text when type.Kind == ColumnKind.Array => SqliteArrayText.Parse(text, type),
            string text => SqliteText.Parse(text, type),
            var other => throw new InvalidValueException(
                $"A column of type {type.NativeName} holds a {other.GetType().Name}, which no such column can."
            ),
        };
    }

    /// <inheritdoc/>
    public string ParameterExpression(string name, ColumnType type) => name;

    /// <inheritdoc/>
    public string SelectExpression(string quotedColumn, ColumnType type) => quotedColumn;

    private static object Stored(in DataValue value, ColumnType type)
    {
        switch (value.Kind)
        {
            case DataKind.Null:
                return DBNull.Value;
            case DataKind.Boolean:
                return value.AsBoolean() ? 1L : 0L;
            case DataKind.Integer:
                return value.AsInt64();
            case DataKind.Bytes:
                return value.AsBytes();

            // SQLite turns a NaN into NULL, so it is kept as text, which sorts after every number as it does in PostgreSQL.
            case DataKind.Float32 when !float.IsNaN(value.AsFloat32()):
                return (double)value.AsFloat32();
            case DataKind.Float64 when !double.IsNaN(value.AsFloat64()):
                return value.AsFloat64();
            case DataKind.Array:
                return SqliteArrayText.Format(value.AsArray(), type.Element!);
            default:
                var text = SqliteText.Format(value, type);
                return IsAtRisk(type.Kind) && LooksNumeric(text) ? Encoding.UTF8.GetBytes(text) : text;
        }
    }

    /// <summary>Types whose declared name gives SQLite's numeric affinity although their text may be a number.</summary>
    private static bool IsAtRisk(ColumnKind kind) =>
        kind is ColumnKind.Json or ColumnKind.Xml or ColumnKind.Enum or ColumnKind.TextForm;

    /// <summary>SQLite would store such text as a number in a column of numeric affinity, and <c>1.10</c> come back as 1.1. As a blob it stays.</summary>
    private static bool LooksNumeric(string text) =>
        !text.AsSpan().ContainsAnyExcept(NumericCharacters) && text.AsSpan().ContainsAnyInRange('0', '9');
}
