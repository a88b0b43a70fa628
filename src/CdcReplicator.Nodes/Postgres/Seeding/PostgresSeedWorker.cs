using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Carries rows from PostgreSQL to PostgreSQL: what one server sends, the other gets, unread.</summary>
internal sealed class PostgresSeedWorker : ISeedWorker
{
    private readonly NpgsqlConnection _donor;

    private PostgresSeedWorker(NpgsqlConnection donor, SeedTargetSession target) => (_donor, Target) = (donor, target);

    /// <inheritdoc/>
    public SeedTargetSession Target { get; }

    /// <summary>A worker on a snapshot.</summary>
    public static async Task<PostgresSeedWorker> OpenAsync(
        PostgresDatabase donor,
        PostgresSeedSnapshot snapshot,
        SeedTargetSession target,
        CancellationToken stop
    )
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = (NpgsqlConnection)await donor.ConnectSnapshotAsync(stop).ConfigureAwait(false);
            await RunAsync(connection, $"SET TRANSACTION SNAPSHOT '{snapshot.Id}'", stop).ConfigureAwait(false);

            // A donor has other work than to share out one of ours.
            await RunAsync(connection, "SET max_parallel_workers_per_gather = 0", stop).ConfigureAwait(false);
            return new PostgresSeedWorker(connection, target);
        }
        catch
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            await target.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<SeedCopied> CopyAsync(SeedChunk chunk, CancellationToken cancellationToken)
    {
        var isWhole = chunk.Range == SeedRange.Whole;
        if (isWhole)
        {
            // Rows that come with the table are written as if they had always been there: nobody has to look at them
            // again.
            await Target
                .Session.QueueAsync($"TRUNCATE ONLY {chunk.Table.Destination}", cancellationToken)
                .ConfigureAwait(false);
        }

        return await CopyAsync(chunk, [.. PostgresBuckets.Places(chunk.Range)], isWhole, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<SeedCopied> CopyAsync(
        SeedChunk chunk,
        int buckets,
        IReadOnlyList<int> chosen,
        CancellationToken cancellationToken
    ) =>
        CopyAsync(
            chunk,
            [.. PostgresBuckets.Places(chunk.Range), PostgresBuckets.IsIn(chunk.Table, buckets, chosen)],
            isWhole: false,
            cancellationToken
        );

    /// <inheritdoc/>
    public Task SumDonorAsync(
        SeedChunk chunk,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken cancellationToken
    ) =>
        AtDonorAsync(
            () =>
                SumAsync(
                    _donor,
                    PostgresBuckets.Sums(chunk.Table.Source, chunk.Table, buckets, chunk.Range),
                    sums,
                    cancellationToken
                ),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task SumTargetAsync(
        SeedCopyTable table,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken cancellationToken
    )
    {
        var connection = (NpgsqlConnection)await Target.Session.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var sql = PostgresBuckets.Sums(table.Destination, table, buckets, SeedRange.Whole);
        await SumAsync(connection, sql, sums, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(
        SeedCopyTable table,
        int buckets,
        IReadOnlyList<int> chosen,
        CancellationToken cancellationToken
    ) =>
        Target.Session.RunAsync(
            $"DELETE FROM ONLY {table.Destination} WHERE {PostgresBuckets.IsIn(table, buckets, chosen)}",
            cancellationToken
        );

    /// <inheritdoc/>
    public Task EmptyAsync(SeedCopyTable table, CancellationToken cancellationToken) =>
        Target.Session.RunAsync($"TRUNCATE ONLY {table.Destination}", cancellationToken);

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        RunAsync(_donor, "SELECT count(*) FROM pg_namespace", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _donor.DisposeAsync().ConfigureAwait(false);
        await Target.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<SeedCopied> CopyAsync(
        SeedChunk chunk,
        IReadOnlyList<string> conditions,
        bool isWhole,
        CancellationToken stop
    )
    {
        var table = chunk.Table;
        var columns = string.Join(", ", table.Columns);
        var format = table.IsBinary ? "FORMAT BINARY" : "FORMAT TEXT";
        var from =
            $"COPY (SELECT {columns} FROM ONLY {table.Source}{PostgresBuckets.Where(conditions)}) TO STDOUT ({format})";
        var to = $"COPY {table.Destination} ({columns}) FROM STDIN ({format}{(isWhole ? ", FREEZE" : "")})";
        var target = (NpgsqlConnection)await Target.Session.ReadyAsync(stop).ConfigureAwait(false);
        var bytes = 0L;
        await AtDonorAsync(
                async () =>
                    bytes = table.IsBinary
                        ? await PostgresCopyPipe.BinaryAsync(_donor, from, target, to, stop).ConfigureAwait(false)
                        : await PostgresCopyPipe.TextAsync(_donor, from, target, to, stop).ConfigureAwait(false),
                stop
            )
            .ConfigureAwait(false);
        return new SeedCopied(chunk.Range, RowsOf(chunk), bytes);
    }

    /// <summary>
    /// Locks of a transaction last as long as it, and whoever waits to alter a table has all others wait. So each step
    /// gives its lock back, and the snapshot stays.
    /// </summary>
    private async Task AtDonorAsync(Func<Task> work, CancellationToken stop)
    {
        await RunAsync(_donor, "SAVEPOINT step", stop).ConfigureAwait(false);
        await work().ConfigureAwait(false);
        await RunAsync(_donor, "ROLLBACK TO SAVEPOINT step", stop).ConfigureAwait(false);
    }

    private static long RowsOf(SeedChunk chunk)
    {
        var from = Math.Max(0, chunk.Range.From);
        var to = Math.Min(chunk.Table.Places, chunk.Range.To);
        return chunk.Table.Places == 0 || chunk.Range == SeedRange.Whole
            ? chunk.Table.Rows
            : (long)(chunk.Table.Rows * (Math.Max(0, to - from) / (double)chunk.Table.Places));
    }

    private static async Task SumAsync(
        NpgsqlConnection connection,
        string sql,
        Dictionary<int, SeedBucket> sums,
        CancellationToken stop
    )
    {
        await foreach (var r in connection.ReadRowsAsync(sql, stop).ConfigureAwait(false))
        {
            SeedComparison.Add(sums, r.GetInt32(0), new SeedBucket(r.GetInt64(1), (Int128)r.GetDecimal(2)));
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
        }
    }
}
