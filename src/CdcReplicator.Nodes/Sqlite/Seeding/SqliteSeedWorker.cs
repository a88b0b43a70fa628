using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>
/// Carries rows from file to file, in the storage classes they are kept in. There is one: a file has one writer, and a
/// read transaction belongs to one connection.
/// </summary>
internal sealed class SqliteSeedWorker : ISeedWorker
{
    /// <summary>Rows between two looks at whether it is to stop.</summary>
    private const int RowsOfLook = 1000;

    private readonly SqliteConnection _donor;
    private readonly SqliteStatements _reads;
    private readonly SqliteStatements _writes;
    private readonly long _chunkBytes;

    /// <summary>A worker on a snapshot.</summary>
    public SqliteSeedWorker(SqliteSeedSnapshot snapshot, SeedTargetSession target, long chunkBytes)
    {
        (_donor, Target, _chunkBytes) = (snapshot.Connection, target, chunkBytes);
        var file = (SqliteConnection)target.Session.Connection;
        SqliteRowHash.Register(_donor);
        SqliteRowHash.Register(file);
        _reads = new SqliteStatements(_donor);
        _writes = target.Session.Own(new SqliteStatements(file));
    }

    /// <inheritdoc/>
    public SeedTargetSession Target { get; }

    /// <inheritdoc/>
    public Task<SeedCopied> CopyAsync(SeedChunk chunk, CancellationToken cancellationToken) =>
        Task.FromResult(Copy(chunk, _chunkBytes, null, null, cancellationToken));

    /// <inheritdoc/>
    public Task<SeedCopied> CopyAsync(
        SeedChunk chunk,
        int buckets,
        IReadOnlyList<int> chosen,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            Copy(chunk, long.MaxValue, IsIn(chunk.Table, buckets), JsonSerializer.Serialize(chosen), cancellationToken)
        );

    /// <inheritdoc/>
    public Task SumDonorAsync(
        SeedChunk chunk,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken cancellationToken
    )
    {
        Sum(_reads, chunk.Table.Source, chunk, buckets, sums, cancellationToken);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SumTargetAsync(
        SeedCopyTable table,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken cancellationToken
    )
    {
        Sum(_writes, table.Destination, new SeedChunk(table, SeedRange.Whole), buckets, sums, cancellationToken);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(
        SeedCopyTable table,
        int buckets,
        IReadOnlyList<int> chosen,
        CancellationToken cancellationToken
    )
    {
        var delete = _writes.Of($"DELETE FROM {table.Destination} WHERE {IsIn(table, buckets)}");
        delete.Bind(1, SqliteStoredValue.Text(JsonSerializer.Serialize(chosen)));
        delete.Execute();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EmptyAsync(SeedCopyTable table, CancellationToken cancellationToken) =>
        Target.Session.RunAsync($"DELETE FROM {table.Destination}", cancellationToken);

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken)
    {
        var probe = _reads.Of("SELECT count(*) FROM sqlite_schema");
        probe.Read();
        probe.Reset();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _reads.Dispose();
        await Target.DisposeAsync().ConfigureAwait(false);
    }

    private SeedCopied Copy(
        SeedChunk chunk,
        long mostBytes,
        string? condition,
        string? argument,
        CancellationToken stop
    )
    {
        var table = chunk.Table;
        var rowId = SqliteSeedSnapshot.RowIdOf(table);
        var columns = string.Join(", ", table.Columns);
        var places = string.Join(", ", table.Columns.Select((_, i) => $"?{i + 1}"));
        var insert = _writes.Of($"INSERT INTO {table.Destination} ({columns}) VALUES ({places})");
        var read = _reads.Of(
            $"SELECT {rowId ?? "0"}, {columns} FROM {table.Source} WHERE {Range(rowId, chunk.Range)}"
                + $"{(condition is null ? "" : $" AND {condition}")}{(rowId is null ? "" : $" ORDER BY {rowId}")}"
        );
        if (argument is not null)
        {
            read.Bind(1, SqliteStoredValue.Text(argument));
        }

        try
        {
            var (rows, bytes) = (0L, 0L);
            while (read.Read())
            {
                if (rows++ % RowsOfLook == 0)
                {
                    stop.ThrowIfCancellationRequested();
                }

                for (var i = 1; i <= table.Columns.Count; i++)
                {
                    var value = read.Column(i);
                    bytes += SizeOf(value);
                    insert.Bind(i, value);
                }

                insert.Execute();
                if (
                    bytes >= mostBytes
                    && rowId is not null
                    && read.Column(0).AsInteger() is < long.MaxValue and var last
                )
                {
                    return new SeedCopied(chunk.Range with { To = last + 1 }, rows, bytes);
                }
            }

            return new SeedCopied(chunk.Range, rows, bytes);
        }
        finally
        {
            read.Reset();
        }
    }

    private static void Sum(
        SqliteStatements statements,
        string name,
        SeedChunk chunk,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken stop
    )
    {
        var table = chunk.Table;
        var read = statements.Of(
            $"SELECT {Bucket(table, buckets)}, {SqliteRowHash.Sql(table.Columns)} FROM {name} "
                + $"WHERE {Range(SqliteSeedSnapshot.RowIdOf(table), chunk.Range)}"
        );
        try
        {
            for (var rows = 0L; read.Read(); rows++)
            {
                if (rows % RowsOfLook == 0)
                {
                    stop.ThrowIfCancellationRequested();
                }

                SeedComparison.Add(
                    sums,
                    (int)read.Column(0).AsInteger(),
                    new SeedBucket(1, read.Column(1).AsInteger())
                );
            }
        }
        finally
        {
            read.Reset();
        }
    }

    private static string Range(string? rowId, SeedRange range) =>
        rowId is null ? "1"
        : range.IsOpen ? $"{rowId} >= {range.From}"
        : $"{rowId} >= {range.From} AND {rowId} < {range.To}";

    private static string Bucket(SeedCopyTable table, int buckets) =>
        $"({SqliteRowHash.Sql(table.Key)} & {buckets - 1})";

    private static string IsIn(SeedCopyTable table, int buckets) =>
        $"{Bucket(table, buckets)} IN (SELECT value FROM json_each(?1))";

    private static long SizeOf(in SqliteStoredValue value) =>
        value.Class switch
        {
            SqliteStorageClass.Text => value.AsText().Length,
            SqliteStorageClass.Blob => value.AsBlob().Length,
            _ => sizeof(long),
        };
}
