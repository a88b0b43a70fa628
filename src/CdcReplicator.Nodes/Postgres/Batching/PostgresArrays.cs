using CdcReplicator.Model;
using Npgsql;
using NpgsqlTypes;

namespace CdcReplicator.Nodes;

/// <summary>
/// Many values of one column as one array parameter. Only types whose equality is exact occur; none is NULL.
/// </summary>
internal static class PostgresArrays
{
    /// <summary>The parameter: an array of the type, or of text where values go as text.</summary>
    public static NpgsqlParameter Of(ColumnType type, IEnumerable<DataValue> values) =>
        PostgresNativeTypes.Of(type) switch
        {
            NpgsqlDbType.Boolean => Typed(NpgsqlDbType.Boolean, values.Select(value => value.AsBoolean())),
            NpgsqlDbType.Smallint => Typed(NpgsqlDbType.Smallint, values.Select(value => (short)value.AsInt64())),
            NpgsqlDbType.Integer => Typed(NpgsqlDbType.Integer, values.Select(value => (int)value.AsInt64())),
            NpgsqlDbType.Bigint => Typed(NpgsqlDbType.Bigint, values.Select(value => value.AsInt64())),
            NpgsqlDbType.Text => Typed(NpgsqlDbType.Text, values.Select(value => value.AsText())),
            NpgsqlDbType.Bytea => Typed(NpgsqlDbType.Bytea, values.Select(value => value.AsBytes())),
            NpgsqlDbType.Uuid => Typed(NpgsqlDbType.Uuid, values.Select(value => value.AsUuid())),
            NpgsqlDbType.Time => Typed(NpgsqlDbType.Time, values.Select(value => value.AsInt64())),
            NpgsqlDbType.Date => Typed(
                NpgsqlDbType.Date,
                values.Select(value => PostgresEpoch.ToOwnDays(value.AsInt64()))
            ),
            NpgsqlDbType.Timestamp => Typed(NpgsqlDbType.Timestamp, Micros(values)),
            NpgsqlDbType.TimestampTz => Typed(NpgsqlDbType.TimestampTz, Micros(values)),
            _ => Typed(NpgsqlDbType.Text, values.Select(value => PostgresText.Format(value, type))),
        };

    private static IEnumerable<long> Micros(IEnumerable<DataValue> values) =>
        values.Select(value => PostgresEpoch.ToOwnMicros(value.AsInt64()));

    private static NpgsqlParameter<T[]> Typed<T>(NpgsqlDbType element, IEnumerable<T> values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = [.. values] };
}
