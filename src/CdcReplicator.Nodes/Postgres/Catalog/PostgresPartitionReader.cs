using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads which tables of PostgreSQL's catalog are partitioned, and which are partitions.</summary>
internal sealed class PostgresPartitionReader(NpgsqlConnection connection)
{
    /// <summary>The partitioned table of each partition, by its oid.</summary>
    public async Task<Dictionary<long, TableName>> ReadParentsAsync(CancellationToken stop)
    {
        var rows = new Dictionary<long, TableName>();
        await foreach (var r in connection.ReadRowsAsync(PostgresPartitionSql.Partitions, stop).ConfigureAwait(false))
        {
            rows[r.GetInt64(0)] = new TableName(r.GetString(1), r.GetString(2));
        }

        return rows;
    }

    /// <summary>Partitioned tables by oid, and whether they may have no partition for a row.</summary>
    public async Task<Dictionary<long, bool>> ReadPartitionedAsync(CancellationToken stop)
    {
        var tables = new Dictionary<long, bool>();
        await foreach (var r in connection.ReadRowsAsync(PostgresPartitionSql.Partitioned, stop).ConfigureAwait(false))
        {
            tables.Add(r.GetInt64(0), r.GetBoolean(1));
        }

        return tables;
    }
}
