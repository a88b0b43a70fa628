using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A node and its applier, which can be stopped and started again.</summary>
internal sealed class DayNode(IDayDatabase database, Day day) : IAsyncDisposable
{
    private static readonly ApplierSettings Settings = new()
    {
        LookInterval = 300,
        VerifyInterval = 1000,
        MaxRetryDelay = 1000,
        StandbyInterval = 500,
    };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    public string Id => database.Id;

    public IDayDatabase Database => database;

    public JumpingClock Clock { get; } = new();

    /// <summary>What lies between the applier and its node.</summary>
    public Link Link { get; } = new();

    public bool IsRunning => _stop is not null;

    public async Task StartAsync()
    {
        if (IsRunning)
        {
            return;
        }

        var log = day.Bug.ApplierLog(Id, await day.OpenLogAsync(Clock));
        _stop = new CancellationTokenSource();
        _running = RunAsync(log, _stop.Token);
    }

    public async Task StopAsync()
    {
        if (_stop is not { } stop)
        {
            return;
        }

        await stop.CancelAsync();
        await _running;
        stop.Dispose();
        _stop = null;
    }

    /// <summary>Waits until the node's rows are enough for what is to happen to them.</summary>
    /// <exception cref="TimeoutException">They are not within a minute.</exception>
    public async Task UntilRowsAsync(Func<IReadOnlyDictionary<long, int>, bool> areEnough)
    {
        if (!await HasRowsAsync(areEnough, Patience))
        {
            throw new TimeoutException($"{Id} does not get its rows.");
        }
    }

    /// <summary>
    /// Whether the node's rows become enough in time. One that has halted because of what happened before gets none.
    /// </summary>
    public async Task<bool> HasRowsAsync(Func<IReadOnlyDictionary<long, int>, bool> areEnough, TimeSpan patience)
    {
        var until = DateTime.UtcNow + patience;
        while (!areEnough(await database.ReadRowsAsync()))
        {
            if (DateTime.UtcNow > until)
            {
                return false;
            }

            await Task.Delay(Pause);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await database.DisposeAsync();
        Link.Dispose();
    }

    private async Task RunAsync(IChangeLog opened, CancellationToken cancellationToken)
    {
        await using var log = opened;
        await using var plain = NodeFactory.Create(database.Options, NullLoggerFactory.Instance, Clock);
        await using var node = day.Bug.Node(new LinkedNode(plain, Link));
        await using var worker = new ApplierWorker(
            log,
            new RecordDecoder(new MetadataSchemaRegistry(log.Metadata), new DebeziumDecoderOptions(), Clock),
            node,
            new ApplierOptions
            {
                SpoolFolder = day.At($"spool-{Id}"),
                Settings = Settings,
                ReadRecords = 20,
                PrefetchedReads = 1,
            },
            Clock,
            NullLoggerFactory.Instance
        );
        await worker.RunAsync(cancellationToken);
    }
}
