using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Client;

/// <summary>The cluster's tables as the appliers publish them beside the log, followed as they change.</summary>
internal sealed class TableCatalog : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly TableStore _store;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ConditionalWeakTable<TableDefinition, PreparedTable> _prepared = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyDictionary<TableName, TableDefinition> _tables = new Dictionary<TableName, TableDefinition>();

    /// <param name="store">The definitions beside the log.</param>
    /// <param name="patience">How long to wait for the first definitions.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">For what goes wrong in the background.</param>
    public TableCatalog(TableStore store, TimeSpan patience, TimeProvider clock, ILogger logger)
    {
        _store = store;
        _patience = patience;
        _clock = clock;
        _logger = logger;
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>The table of that name, <c>table</c> or <c>schema.table</c>.</summary>
    /// <exception cref="InvalidWriteException">There is no such table, or no tables are known yet.</exception>
    public async ValueTask<PreparedTable> FindAsync(string name, CancellationToken cancellationToken)
    {
        var table = TableName.Parse(name);
        if (!Volatile.Read(ref _tables).TryGetValue(table, out var definition))
        {
            // Watching may be a moment behind; reading is not.
            var tables = await ReadFirstAsync(cancellationToken).ConfigureAwait(false);
            if (!tables.TryGetValue(table, out definition))
            {
                throw new InvalidWriteException(
                    table,
                    null,
                    $"There is no table '{table}' on the cluster's nodes.",
                    $"Create it on every node and restart the appliers, or name one of: {Names(tables.Keys)}."
                );
            }
        }

        return _prepared.GetValue(definition, found => new PreparedTable(found));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task<IReadOnlyDictionary<TableName, TableDefinition>> ReadFirstAsync(
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(_patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            while (true)
            {
                var news = Volatile.Read(ref _news).Task;
                var tables = await _store.ReadAsync(either.Token).ConfigureAwait(false);
                if (tables.Count > 0)
                {
                    Take(tables);
                    return tables;
                }

                await news.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
            when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidWriteException(
                null,
                null,
                $"No table definitions are known: no applier has published its node's tables (waited {_patience.TotalSeconds:0.###} s).",
                "Start an applier ('cdc-replicator run') for at least one node that has the tables."
            );
        }
    }

    private void Take(IReadOnlyDictionary<TableName, TableDefinition> tables)
    {
        Volatile.Write(ref _tables, tables);
        Interlocked.Exchange(ref _news, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var tables in _store.WatchAsync(_stop.Token).ConfigureAwait(false))
                {
                    Take(tables);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (ReplicationException error)
            {
                ClientLog.TablesNotFollowed(_logger, error);
                await Task.Delay(RetryDelay, _clock, _stop.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static string Names(IEnumerable<TableName> tables) =>
        string.Join(", ", tables.Select(table => table.ToString()).Order(StringComparer.Ordinal).Take(20));
}
