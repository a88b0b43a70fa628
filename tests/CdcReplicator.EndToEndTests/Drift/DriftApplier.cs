using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>An applier in this process, of a node in which a bug may be planted; disposing stops it.</summary>
internal sealed class DriftApplier : IAsyncDisposable
{
    private readonly INode _node;
    private readonly ApplierWorker _worker;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public DriftApplier(IChangeLog log, NodeOptions options, string spool, Func<INode, INode>? plant)
    {
        var node = NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System);
        _node = plant is null ? node : plant(node);
        _worker = new ApplierWorker(
            log,
            new RecordDecoder(
                new MetadataSchemaRegistry(log.Metadata),
                new DebeziumDecoderOptions(),
                SourceCatalog.Empty,
                TimeProvider.System
            ),
            _node,
            new ApplierOptions { SpoolFolder = spool, MaxDigestsInFlight = 8 },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        _running = _worker.RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _worker.DisposeAsync();
        await _node.DisposeAsync();
        _stop.Dispose();
    }
}
