using System.Data.Common;
using CdcReplicator.Model;
using Npgsql;
using NpgsqlTypes;

namespace CdcReplicator.Nodes;

/// <summary>
/// Values of PostgreSQL. The types that fill most tables go in binary; dates and times as PostgreSQL's own numbers,
/// because .NET's types hold neither infinities nor years before 1 or after 9999. Everything else goes as text with a
/// cast, which is exact for every type.
/// </summary>
internal sealed class PostgresValueBinding : IValueBinding
{
    private const string MoneyName = "money";
    private const string OidName = "oid";
    private const string InetName = "inet";

    /// <inheritdoc/>
    public DbParameter CreateParameter(string name, in DataValue canonical, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (canonical.IsNull)
        {
            return new NpgsqlParameter
            {
                Value = DBNull.Value,
                NpgsqlDbType = PostgresNativeTypes.Of(type) ?? NpgsqlDbType.Unknown,
            };
        }

        return PostgresNativeTypes.Of(type) switch
        {
            NpgsqlDbType.Boolean => Typed(NpgsqlDbType.Boolean, canonical.AsBoolean()),
            NpgsqlDbType.Smallint => Typed(NpgsqlDbType.Smallint, (short)canonical.AsInt64()),
            NpgsqlDbType.Integer => Typed(NpgsqlDbType.Integer, (int)canonical.AsInt64()),
            NpgsqlDbType.Bigint => Typed(NpgsqlDbType.Bigint, canonical.AsInt64()),
            NpgsqlDbType.Real => Typed(NpgsqlDbType.Real, canonical.AsFloat32()),
            NpgsqlDbType.Double => Typed(NpgsqlDbType.Double, canonical.AsFloat64()),
            NpgsqlDbType.Text => Typed(NpgsqlDbType.Text, canonical.AsText()),
            NpgsqlDbType.Bytea => Typed(NpgsqlDbType.Bytea, canonical.AsBytes()),
            NpgsqlDbType.Uuid => Typed(NpgsqlDbType.Uuid, canonical.AsUuid()),
            NpgsqlDbType.Date => Typed(NpgsqlDbType.Date, PostgresEpoch.ToOwnDays(canonical.AsInt64())),
            NpgsqlDbType.Time => Typed(NpgsqlDbType.Time, canonical.AsInt64()),
            NpgsqlDbType.Timestamp => Typed(NpgsqlDbType.Timestamp, PostgresEpoch.ToOwnMicros(canonical.AsInt64())),
            NpgsqlDbType.TimestampTz => Typed(NpgsqlDbType.TimestampTz, PostgresEpoch.ToOwnMicros(canonical.AsInt64())),
            NpgsqlDbType.Interval => Typed(NpgsqlDbType.Interval, ToInterval(canonical.AsInterval())),
            _ => Typed(NpgsqlDbType.Unknown, PostgresText.Format(canonical, type)),
        };
    }

    /// <inheritdoc/>
    public DataValue Read(DbDataReader reader, int ordinal, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(type);
        if (reader.IsDBNull(ordinal))
        {
            return DataValue.Null;
        }

        return PostgresNativeTypes.Of(type) switch
        {
            NpgsqlDbType.Boolean => DataValue.Boolean(reader.GetBoolean(ordinal)),
            NpgsqlDbType.Smallint => DataValue.Integer(reader.GetInt16(ordinal)),
            NpgsqlDbType.Integer => DataValue.Integer(reader.GetInt32(ordinal)),
            NpgsqlDbType.Bigint => DataValue.Integer(reader.GetInt64(ordinal)),
            NpgsqlDbType.Real => DataValue.Float32(reader.GetFloat(ordinal)),
            NpgsqlDbType.Double => DataValue.Float64(reader.GetDouble(ordinal)),
            NpgsqlDbType.Text => DataValue.Text(reader.GetString(ordinal)),
            NpgsqlDbType.Bytea => DataValue.Bytes(reader.GetFieldValue<byte[]>(ordinal)),
            NpgsqlDbType.Uuid => DataValue.Uuid(reader.GetGuid(ordinal)),
            NpgsqlDbType.Date => DataValue.Date(PostgresEpoch.FromOwnDays(reader.GetFieldValue<int>(ordinal))),
            NpgsqlDbType.Time => DataValue.Micros(DataKind.Time, reader.GetFieldValue<long>(ordinal)),
            NpgsqlDbType.Timestamp => DataValue.Micros(
                DataKind.Timestamp,
                PostgresEpoch.FromOwnMicros(reader.GetFieldValue<long>(ordinal), type)
            ),
            NpgsqlDbType.TimestampTz => DataValue.Micros(
                DataKind.TimestampTz,
                PostgresEpoch.FromOwnMicros(reader.GetFieldValue<long>(ordinal), type)
            ),
            NpgsqlDbType.Interval => DataValue.Interval(FromInterval(reader.GetFieldValue<NpgsqlInterval>(ordinal))),
            _ => PostgresText.Parse(reader.GetString(ordinal), type),
        };
    }

    /// <inheritdoc/>
    public string ParameterExpression(string name, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (PostgresNativeTypes.Of(type) is not null && type.NativeName != OidName)
        {
            return name;
        }

        // Text of money follows the locale; numbers do not.
        return type.NativeName switch
        {
            MoneyName => $"{name}::numeric::money",
            MoneyName + "[]" => $"{name}::numeric[]::money[]",
            _ => $"{name}::{type.NativeName}",
        };
    }

    /// <inheritdoc/>
    public string SelectExpression(string quotedColumn, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return (PostgresNativeTypes.Of(type), type.NativeName) switch
        {
            (_, OidName) => $"{quotedColumn}::int8",
            // The cast to text adds the full mask that the type's own output leaves out.
            (_, InetName) => $"(to_json({quotedColumn}) #>> '{{}}')",
            (not null, _) => quotedColumn,
            (_, MoneyName) => $"{quotedColumn}::numeric::text",
            (_, MoneyName + "[]") => $"{quotedColumn}::numeric[]::text",
            _ => $"{quotedColumn}::text",
        };
    }

    private static NpgsqlParameter<T> Typed<T>(NpgsqlDbType type, T value) =>
        new() { NpgsqlDbType = type, TypedValue = value };

    private static NpgsqlInterval ToInterval(PgInterval interval) =>
        new(interval.Months, interval.Days, interval.Micros);

    private static PgInterval FromInterval(NpgsqlInterval interval) =>
        new(interval.Months, interval.Days, interval.Time);
}
