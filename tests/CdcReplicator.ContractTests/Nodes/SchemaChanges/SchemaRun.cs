using System.Runtime.CompilerServices;
using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Takes a history to a database as an applier does: the reference one transaction at a time and without a crash, or
/// in batches with crashes at every step.
/// </summary>
internal sealed class SchemaRun(SchemaHistory history, TestNode database, Random? random) : IAsyncDisposable
{
    private readonly Queue<ApplierInput> _inbox = [];
    private readonly ConditionalWeakTable<ApplierBatch, IPreparedBatch> _prepared = [];
    private readonly RejectionStore _rejections = new(new InMemoryMetadataStore(TimeProvider.System));
    private INode? _node;
    private BatchExecutor _executor = null!;
    private ApplierCore _core = null!;
    private NodePosition? _position;
    private int _next = int.MaxValue;
    private int _crashes;
    private long _now;

    /// <summary>How often the applier died.</summary>
    public int Crashes => _crashes;

    public async Task RunAsync()
    {
        await StartAsync();
        while (_position?.LastAppliedSequence != history.Events.Count - 1)
        {
            try
            {
                await StepAsync(NextInput());
            }
            catch (SimulatedCrashException)
            {
                await StartAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _node is null ? ValueTask.CompletedTask : _node.DisposeAsync();

    // Seldom enough that it gets on.
    private bool Dies() => random is not null && _crashes < 40 && random.Next(14) == 0 && ++_crashes > 0;

    private async Task StartAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        var node = NodeFactory.Create(database.Options, NullLoggerFactory.Instance, TimeProvider.System);
        _node = new CrashingNode(node, Dies);
        var tables = new TableStore(new InMemoryMetadataStore(TimeProvider.System));
        _executor = new BatchExecutor(_node, _rejections, new KindGuard(_node, tables, NullLogger.Instance));
        _core = new ApplierCore(
            database.Cluster,
            new ApplierSettings { MaxTransactionsPerCommit = random?.Next(2, 9) ?? 1 },
            new NoSpool()
        );
        _inbox.Clear();
        _inbox.Enqueue(new ApplierInput.Started());
        _next = int.MaxValue;
    }

    private ApplierInput NextInput()
    {
        if (_inbox.TryDequeue(out var input))
        {
            return input;
        }

        if (_core.WantsRecords && _next < history.Events.Count)
        {
            var count = Math.Min(random?.Next(1, 20) ?? 1, history.Events.Count - _next);
            var block = new EventBlock(count);
            foreach (var logEvent in history.Events.Skip(_next).Take(count))
            {
                block.Room = logEvent;
                block.Keep();
            }

            _next += count;
            return new ApplierInput.EventsRead(block);
        }

        _now = Math.Max(_now + 1, _core.NextWake);
        return new ApplierInput.Tick();
    }

    private async Task StepAsync(ApplierInput input)
    {
        foreach (var effect in _core.Step(input, ++_now))
        {
            switch (effect)
            {
                case ApplierEffect.OpenNode:
                    _inbox.Clear();
                    _next = int.MaxValue;
                    _inbox.Enqueue(new ApplierInput.NodeOpened(await _node!.OpenAsync(database.Cluster, default)));
                    break;
                case ApplierEffect.VerifyLog:
                    _inbox.Enqueue(new ApplierInput.LogVerified());
                    break;
                case ApplierEffect.StartReading start:
                    _next = (int)start.FromOffset;
                    break;
                case ApplierEffect.StopReading:
                    _next = int.MaxValue;
                    break;
                case ApplierEffect.PrepareBatch prepare:
                    _prepared.Add(prepare.Batch, _node!.Prepare(prepare.Batch.Semantics, prepare.Batch.Transactions));
                    break;
                case ApplierEffect.ApplyBatch apply:
                    _prepared.TryGetValue(apply.Batch, out var prepared);
                    _inbox.Enqueue(await _executor.ApplyAsync(apply.Batch, prepared, default));
                    break;
                case ApplierEffect.LookAtNode:
                    _inbox.Enqueue(new ApplierInput.NodeLooked(IsAsOpened: true));
                    break;
                case ApplierEffect.PublishStatus { Report: var report }:
                    _position = report.Position;
                    Xunit.Assert.False(report.State == NodeState.Halted, report.Reason);
                    break;
            }
        }
    }
}
