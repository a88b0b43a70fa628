using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>An applier at work with a log and a node of its own; disposing stops it.</summary>
internal sealed class RunningApplier : IAsyncDisposable
{
    private readonly IChangeLog _log;
    private readonly INode _node;
    private readonly ApplierWorker _worker;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private RunningApplier(
        IChangeLog log,
        NodeOptions node,
        string spool,
        ISchemaRegistry? schemas,
        SourceCatalog? sources,
        JoinParts? join
    )
    {
        _log = log;
        _node = NodeFactory.Create(node, NullLoggerFactory.Instance, TimeProvider.System);
        _worker = new ApplierWorker(
            log,
            new RecordDecoder(
                schemas ?? new MetadataSchemaRegistry(log.Metadata),
                new DebeziumDecoderOptions(),
                sources ?? SourceCatalog.Empty,
                TimeProvider.System
            ),
            _node,
            new ApplierOptions { SpoolFolder = spool },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            join
        );
        _running = _worker.RunAsync(_stop.Token);
    }

    public static async Task<RunningApplier> StartAsync(
        string logAddress,
        NodeOptions node,
        string spool,
        ISchemaRegistry? schemas = null,
        SourceCatalog? sources = null,
        Func<IChangeLog, JoinParts>? join = null
    )
    {
        await ClosedAddress.EnsureAsync(logAddress);
        var opened = await SecuredRun.AsApplierAsync(node);
        var options = new ChangeLogOptions { OpenBroken = true };
        var log = await OpenLogAsync(logAddress, options, SecuredKafka.Applier);
        return new RunningApplier(log, opened, spool, schemas, sources, join?.Invoke(log));
    }

    /// <summary>Opens a log; in a <see cref="SecuredRun"/> as a user.</summary>
    public static Task<IChangeLog> OpenLogAsync(
        string logAddress,
        ChangeLogOptions? options = null,
        string user = SecuredKafka.Operator
    ) =>
        ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(logAddress),
            LoginOf(logAddress, user, options ?? new ChangeLogOptions()),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );

    /// <summary>How a user opens a log, in a <see cref="SecuredRun"/>; else as given.</summary>
    public static ChangeLogOptions LoginOf(string logAddress, string user, ChangeLogOptions options) =>
        KafkaTestServer.ClosedAt(logAddress) is { } closed
            ? options with
            {
                Kafka = options.Kafka with { Security = closed.Login(user) },
            }
            : options;

    /// <summary>Waits until the node's applier is in a state of trouble, and returns the reason people see.</summary>
    public async Task<string> ReasonOfAsync(NodeState state) =>
        (await UntilAsync(status => status.State == state)).Reason
        ?? throw new InvalidOperationException($"The node is {state} without a reason.");

    /// <summary>Waits until the node's published status fulfils a condition.</summary>
    public Task<MemberStatus> UntilAsync(Func<MemberStatus, bool> condition) =>
        MemberWait.UntilAsync(_log, _node.Id, condition, () => _running.IsCompleted ? _running : Task.CompletedTask);

    /// <summary>What the applier last said in its process; null if nothing yet.</summary>
    public MemberStatus? Told => _worker.Pulse.Status;

    /// <summary>Waits until the applier says so in its process; what is beside the log may be out of reach.</summary>
    public async Task<MemberStatus> UntilToldAsync(Func<MemberStatus, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (_worker.Pulse.Status is { } status && condition(status))
            {
                return status;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"The applier did not get there; last said: {_worker.Pulse.Status}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Stops; stopping twice does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await _running;
        await _worker.DisposeAsync();
        await _node.DisposeAsync();
        await _log.DisposeAsync();
    }
}
