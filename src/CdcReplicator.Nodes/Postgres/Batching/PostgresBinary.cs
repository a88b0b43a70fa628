using CdcReplicator.Model;
using NpgsqlTypes;

namespace CdcReplicator.Nodes;

/// <summary>
/// Canonical values in PostgreSQL's binary form, for the types that have one here; the others go as text and are cast.
/// </summary>
internal static class PostgresBinary
{
    private const int Null = -1;
    private const byte JsonbVersion = 1;
    private const string Money = "money";
    private const string Oid = "oid";
    private const string Jsonb = "jsonb";
    private const int UuidBytes = 16;
    private const int IntervalBytes = 16;

    /// <summary>Whether values of the type go in binary.</summary>
    public static bool Has(ColumnType type) =>
        type.NativeName is not (Money or Oid)
        && (
            PostgresNativeTypes.Of(type) is not null
            || type.Kind is ColumnKind.Decimal or ColumnKind.Char or ColumnKind.Json or ColumnKind.Enum
        );

    /// <summary>What stands before the text of a value: the version of a <c>jsonb</c>, mostly nothing.</summary>
    public static ReadOnlySpan<byte> TextPrefix(ColumnType type) => type.NativeName == Jsonb ? [JsonbVersion] : [];

    /// <summary>Writes a value after its length, as the type's own form or, if it has none here, as text.</summary>
    public static void Write(CopyBuffer buffer, in DataValue value, ColumnType type)
    {
        if (value.IsNull)
        {
            buffer.Int32(Null);
        }
        else if (!Has(type))
        {
            buffer.Text(PostgresText.Format(value, type));
        }
        else if (PostgresNativeTypes.Of(type) is { } native)
        {
            WriteNative(buffer, value, native);
        }
        else if (type.Kind == ColumnKind.Decimal)
        {
            PostgresNumeric.Write(buffer, value.AsDecimal());
        }
        else
        {
            buffer.Text(value.AsText(), TextPrefix(type));
        }
    }

    /// <summary>Writes a UUID after its length.</summary>
    public static void Uuid(CopyBuffer buffer, Guid value)
    {
        buffer.Int32(UuidBytes);
        value.TryWriteBytes(buffer.Take(UuidBytes), bigEndian: true, out _);
    }

    private static void WriteNative(CopyBuffer buffer, in DataValue value, NpgsqlDbType native)
    {
        switch (native)
        {
            case NpgsqlDbType.Boolean:
                buffer.Int32(1);
                buffer.Byte(value.AsBoolean() ? (byte)1 : (byte)0);
                break;
            case NpgsqlDbType.Smallint:
                buffer.Int32(sizeof(short));
                buffer.Int16((short)value.AsInt64());
                break;
            case NpgsqlDbType.Integer:
                Int32(buffer, (int)value.AsInt64());
                break;
            case NpgsqlDbType.Bigint or NpgsqlDbType.Time:
                Int64(buffer, value.AsInt64());
                break;
            case NpgsqlDbType.Real:
                Int32(buffer, BitConverter.SingleToInt32Bits(value.AsFloat32()));
                break;
            case NpgsqlDbType.Double:
                Int64(buffer, BitConverter.DoubleToInt64Bits(value.AsFloat64()));
                break;
            case NpgsqlDbType.Text:
                buffer.Text(value.AsText());
                break;
            case NpgsqlDbType.Bytea:
                buffer.Int32(value.AsBytes().Length);
                buffer.Bytes(value.AsBytes());
                break;
            case NpgsqlDbType.Uuid:
                Uuid(buffer, value.AsUuid());
                break;
            case NpgsqlDbType.Date:
                Int32(buffer, PostgresEpoch.ToOwnDays(value.AsInt64()));
                break;
            case NpgsqlDbType.Timestamp or NpgsqlDbType.TimestampTz:
                Int64(buffer, PostgresEpoch.ToOwnMicros(value.AsInt64()));
                break;
            default:
                var interval = value.AsInterval();
                buffer.Int32(IntervalBytes);
                buffer.Int64(interval.Micros);
                buffer.Int32(interval.Days);
                buffer.Int32(interval.Months);
                break;
        }
    }

    private static void Int32(CopyBuffer buffer, int value)
    {
        buffer.Int32(sizeof(int));
        buffer.Int32(value);
    }

    private static void Int64(CopyBuffer buffer, long value)
    {
        buffer.Int32(sizeof(long));
        buffer.Int64(value);
    }
}
