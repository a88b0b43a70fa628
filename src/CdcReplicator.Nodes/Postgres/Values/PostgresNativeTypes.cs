using CdcReplicator.Model;
using NpgsqlTypes;

namespace CdcReplicator.Nodes;

/// <summary>Which column types go to PostgreSQL and come back in binary.</summary>
internal static class PostgresNativeTypes
{
    private const string BitPrefix = "bit";

    /// <summary>The binary type of a parameter and of a result column; null where text is sent and read.</summary>
    public static NpgsqlDbType? Of(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Boolean => type.NativeName.StartsWith(BitPrefix, StringComparison.Ordinal)
                ? null
                : NpgsqlDbType.Boolean,
            ColumnKind.Int16 => NpgsqlDbType.Smallint,
            ColumnKind.Int32 => NpgsqlDbType.Integer,
            ColumnKind.Int64 => NpgsqlDbType.Bigint,
            ColumnKind.Float32 => NpgsqlDbType.Real,
            ColumnKind.Float64 => NpgsqlDbType.Double,
            ColumnKind.Text => NpgsqlDbType.Text,
            ColumnKind.Bytes => NpgsqlDbType.Bytea,
            ColumnKind.Uuid => NpgsqlDbType.Uuid,
            ColumnKind.Date => NpgsqlDbType.Date,
            ColumnKind.Time => NpgsqlDbType.Time,
            ColumnKind.Timestamp => NpgsqlDbType.Timestamp,
            ColumnKind.TimestampTz => NpgsqlDbType.TimestampTz,
            ColumnKind.Interval => NpgsqlDbType.Interval,
            _ => null,
        };
}
