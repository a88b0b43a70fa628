using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>An applier at work with a log and a node of its own; disposing stops it.</summary>
internal sealed class RunningApplier : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IChangeLog _log;
    private readonly INode _node;
    private readonly ApplierWorker _worker;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private RunningApplier(IChangeLog log, NodeOptions node, string spool)
    {
        _log = log;
        _node = NodeFactory.Create(node, NullLoggerFactory.Instance, TimeProvider.System);
        _worker = new ApplierWorker(
            log,
            new RecordDecoder(
                new MetadataSchemaRegistry(log.Metadata),
                new DebeziumDecoderOptions(),
                TimeProvider.System
            ),
            _node,
            new ApplierOptions { SpoolFolder = spool },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        _running = _worker.RunAsync(_stop.Token);
    }

    public static async Task<RunningApplier> StartAsync(string logAddress, NodeOptions node, string spool)
    {
        var log = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(logAddress),
            new ChangeLogOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        return new RunningApplier(log, node, spool);
    }

    /// <summary>Waits until the node's published status fulfils a condition.</summary>
    public async Task<MemberStatus> UntilAsync(Func<MemberStatus, bool> condition)
    {
        var members = new MemberStore(_log.Metadata, TimeProvider.System);
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (_running.IsCompleted)
            {
                await _running;
            }

            var status = (await members.ReadAsync(patience.Token))
                .Select(member => member.Status)
                .FirstOrDefault(status => status.NodeId == _node.Id);
            if (status is not null && condition(status))
            {
                return status;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _worker.DisposeAsync();
        await _node.DisposeAsync();
        await _log.DisposeAsync();
        _stop.Dispose();
    }
}
