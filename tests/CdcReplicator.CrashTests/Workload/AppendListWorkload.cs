using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.CrashTests;

/// <summary>
/// Three writers of the SDK at two clients, and a connector, that write as much as they are told, whatever becomes of
/// appliers.
/// </summary>
internal sealed class AppendListWorkload : IAsyncDisposable
{
    private const int Lists = 4;

    private readonly SemaphoreSlim _allowed = new(0);
    private readonly SharedList[] _lists = [.. Enumerable.Range(1, Lists).Select(id => new SharedList(id))];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<CdcCluster> _clients = [];
    private IChangeLog? _connectorLog;
    private Task _writing = Task.CompletedTask;

    public History History { get; } = new();

    public static async Task<AppendListWorkload> StartAsync(string address, int seed)
    {
        var workload = new AppendListWorkload();
        var logs = new List<LossyChangeLog>();
        for (var client = 0; client < 2; client++)
        {
            logs.Add(new LossyChangeLog(await OpenAsync(address)));
            workload._clients.Add(await ConnectAsync(logs[client]));
        }

        await workload.CreateListsAsync();
        var writers = Enumerable
            .Range(0, 3)
            .Select(id => new SdkWriter(
                id,
                workload._clients[id % 2],
                logs[id % 2],
                workload._lists,
                workload.History,
                seed + id
            ))
            .Select(writer => workload.LoopAsync(writer.WriteAsync));
        workload._connectorLog = await OpenAsync(address);
        var connector = new ConnectorWriter(workload._connectorLog, workload.History, seed + 3);
        workload._writing = Task.WhenAll([.. writers, workload.LoopAsync(connector.WriteAsync)]);
        return workload;
    }

    /// <summary>Lets the writers write so many more transactions.</summary>
    public void Allow(int transactions)
    {
        if (_writing.IsFaulted)
        {
            _writing.GetAwaiter().GetResult();
        }

        _allowed.Release(transactions);
    }

    /// <summary>Ends the writing.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        if (_connectorLog is not null)
        {
            await _connectorLog.DisposeAsync();
        }

        foreach (var list in _lists)
        {
            list.Dispose();
        }

        _allowed.Dispose();
        _stop.Dispose();
    }

    private async Task LoopAsync(Func<Task> write)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _allowed.WaitAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await write();
        }
    }

    private Task CreateListsAsync()
    {
        var draft = new WriteDraft(_clients[0].CreateTransaction(), "create");
        foreach (var list in _lists)
        {
            draft.Create(list.Id);
        }

        return History.PublishAsync(
            draft.Element,
            isChecked: true,
            draft.Rows,
            async () => (await draft.Transaction.CommitAsync()).Sequence
        );
    }

    private static Task<IChangeLog> OpenAsync(string address) =>
        ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(address),
            new ChangeLogOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );

    // An applier publishes the tables; until one has, the first commits wait.
    private static Task<CdcCluster> ConnectAsync(IChangeLog log) =>
        CdcCluster.ConnectAsync(
            log,
            "crash",
            new CdcClusterOptions { TablesTimeout = TimeSpan.FromMinutes(2) },
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None
        );
}
