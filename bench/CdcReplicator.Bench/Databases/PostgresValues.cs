using System.Numerics;
using CdcReplicator.Model;
using Npgsql;
using NpgsqlTypes;

namespace CdcReplicator.Bench;

/// <summary>The workloads' values as Npgsql's, in binary.</summary>
internal static class PostgresValues
{
    /// <summary>Writes one value of a row that is being copied.</summary>
    public static void Write(NpgsqlBinaryImporter copy, in DataValue value, ColumnKind kind)
    {
        if (value.IsNull)
        {
            copy.WriteNull();
            return;
        }

        switch (kind)
        {
            case ColumnKind.Int32:
                copy.Write((int)value.AsInt64(), NpgsqlDbType.Integer);
                break;
            case ColumnKind.Int64:
                copy.Write(value.AsInt64(), NpgsqlDbType.Bigint);
                break;
            case ColumnKind.Text:
                copy.Write(value.AsText(), NpgsqlDbType.Text);
                break;
            default:
                copy.Write(Boxed(value, kind), TypeOf(kind));
                break;
        }
    }

    /// <summary>A parameter that has the value.</summary>
    public static NpgsqlParameter Parameter(in DataValue value, ColumnKind kind) =>
        new() { NpgsqlDbType = TypeOf(kind), Value = value.IsNull ? DBNull.Value : Boxed(value, kind) };

    private static NpgsqlDbType TypeOf(ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Int32 => NpgsqlDbType.Integer,
            ColumnKind.Int64 => NpgsqlDbType.Bigint,
            ColumnKind.Text => NpgsqlDbType.Text,
            ColumnKind.Char => NpgsqlDbType.Char,
            ColumnKind.Decimal => NpgsqlDbType.Numeric,
            ColumnKind.Timestamp => NpgsqlDbType.Timestamp,
            ColumnKind.TimestampTz => NpgsqlDbType.TimestampTz,
            ColumnKind.Float64 => NpgsqlDbType.Double,
            ColumnKind.Json => NpgsqlDbType.Jsonb,
            ColumnKind.Boolean => NpgsqlDbType.Boolean,
            ColumnKind.Date => NpgsqlDbType.Date,
            ColumnKind.Uuid => NpgsqlDbType.Uuid,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No workload has such a column."),
        };

    private static object Boxed(in DataValue value, ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Int32 => (int)value.AsInt64(),
            ColumnKind.Int64 => value.AsInt64(),
            ColumnKind.Decimal => Decimal(value.AsDecimal()),
            ColumnKind.Timestamp => DateTime.SpecifyKind(At(value), DateTimeKind.Unspecified),
            ColumnKind.TimestampTz => At(value),
            ColumnKind.Float64 => value.AsFloat64(),
            ColumnKind.Boolean => value.AsBoolean(),
            ColumnKind.Date => DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(value.AsInt64())),
            ColumnKind.Uuid => value.AsUuid(),
            _ => value.AsText(),
        };

    private static decimal Decimal(BigDecimal value) =>
        (decimal)value.Unscaled / (decimal)BigInteger.Pow(10, value.Scale);

    private static DateTime At(in DataValue value) => DateTime.UnixEpoch.AddMicroseconds(value.AsInt64());
}
