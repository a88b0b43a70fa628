using System.Runtime.CompilerServices;
using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// Drives <see cref="ApplierCore"/> over a script with a fake node: random read sizes, faults, unknown outcomes,
/// interruptions, restarts of the process, all from one seed. Nothing runs beside anything, so a seed always gives the
/// same run.
/// </summary>
internal sealed class CoreSimulation(LogScript script, FakeNode node, Random random)
{
    private static readonly ApplierSettings Settings = new()
    {
        MaxBytesInMemory = 1 << 20,
        MaxTransactionsPerCommit = 5,
        MaxRowsPerCommit = 20,
    };

    private static readonly OrderTrust Trust = new(LogId.New(), null);

    private readonly BatchExecutor _executor = new(
        node,
        new RejectionStore(new InMemoryMetadataStore(TimeProvider.System)),
        new KindGuard(node, new TableStore(new InMemoryMetadataStore(TimeProvider.System)), NullLogger.Instance)
    );

    private readonly ConditionalWeakTable<ApplierBatch, IPreparedBatch> _prepared = [];
    private readonly Queue<ApplierInput> _inbox = [];
    private ApplierCore _core = null!;
    private SoughtOrder.EndOfPause? _sought;
    private int _next = int.MaxValue;
    private int _steps;
    private long _now = 1;

    public ApplierReport? Report => Reports.Count > 0 ? Reports[^1] : null;

    /// <summary>Everything the core had to say, in order.</summary>
    public List<ApplierReport> Reports { get; } = [];

    /// <summary>Whether a halted node is the end; else its applier goes on looking.</summary>
    public bool StopsWhenHalted { get; init; } = true;

    /// <summary>Chance in a step of something going wrong.</summary>
    public double Trouble { get; init; }

    /// <summary>The process is killed and started again before this step.</summary>
    public int RestartsAt { get; init; } = -1;

    public int Restarts { get; private set; }

    /// <summary>Steps that were taken.</summary>
    public int Steps => _steps;

    public long Now => _now;

    public void Run(int maxSteps = 20_000)
    {
        StartProcess();
        GoOn(maxSteps);
    }

    /// <summary>The same process goes on, with what the log has got since.</summary>
    public void GoOn(int maxSteps = 20_000)
    {
        for (var step = 0; step < maxSteps; step++)
        {
            if (IsDone())
            {
                return;
            }

            if (++_steps == RestartsAt)
            {
                StartProcess();
            }

            if (random.NextDouble() < Trouble)
            {
                MakeTrouble();
            }

            Step(NextInput());
        }
    }

    private bool IsDone() =>
        node.Position.LastAppliedSequence == script.Events.Count - 1
        || (StopsWhenHalted && Report is { State: NodeState.Halted })
        || (_inbox.Count == 0 && Report is { State: NodeState.Paused } && Found() is null);

    private ApplierInput? Found() =>
        _sought is { } sought
            ? script
                .Events.Where(e => e.Record.Offset >= sought.From && e.Other is MessageEvent)
                .Select(e => ControlReading.Read((MessageEvent)e.Other!, e.Record.Offset, Trust))
                .Select(sought.Answer)
                .FirstOrDefault(answer => answer is not null)
            : null;

    private ApplierInput NextInput()
    {
        if (_inbox.TryDequeue(out var input))
        {
            return input;
        }

        if (random.Next(5) == 0 && Found() is { } found)
        {
            _sought = null;
            return found;
        }

        if (_core.WantsRecords && _next < script.Events.Count)
        {
            var count = Math.Min(random.Next(1, 12), script.Events.Count - _next);
            var events = script.Events.GetRange(_next, count);
            _next += count;
            return new ApplierInput.EventsRead(EventBlocks.Of(events));
        }

        _now = Math.Max(_now + 1, _core.NextWake);
        return new ApplierInput.Tick();
    }

    private void Step(ApplierInput input)
    {
        _now += random.Next(0, 3);
        foreach (var effect in _core.Step(input, _now))
        {
            switch (effect)
            {
                case ApplierEffect.OpenNode:
                    _inbox.Clear();
                    _next = int.MaxValue;
                    _inbox.Enqueue(
                        new ApplierInput.NodeOpened(node.OpenAsync(ClusterSettings.NewLog(), default).Result)
                    );
                    break;
                case ApplierEffect.VerifyLog verify:
                    _inbox.Enqueue(Verify(verify.Position));
                    break;
                case ApplierEffect.StartReading start:
                    _next = (int)start.FromOffset;
                    break;
                case ApplierEffect.StopReading:
                    _next = int.MaxValue;
                    break;
                case ApplierEffect.PrepareBatch prepare:
                    _prepared.Add(prepare.Batch, node.Prepare(prepare.Batch.Semantics, prepare.Batch.Transactions));
                    break;
                case ApplierEffect.ApplyBatch apply:
                    _prepared.TryGetValue(apply.Batch, out var prepared);
                    _inbox.Enqueue(_executor.ApplyAsync(apply.Batch, prepared, default).GetAwaiter().GetResult());
                    break;
                case ApplierEffect.TakeDigest:
                    _inbox.Enqueue(new ApplierInput.DigestBegun());
                    break;
                case ApplierEffect.SeekResume seek:
                    _sought = new SoughtOrder.EndOfPause(node.Id, seek.GivenAt);
                    break;
                case ApplierEffect.EndSeek:
                    _sought = null;
                    break;
                case ApplierEffect.PublishStatus status:
                    Reports.Add(status.Report);
                    break;
            }
        }
    }

    private ApplierInput Verify(NodePosition position)
    {
        try
        {
            var bounds = new LogBounds(0, script.Events.Count, 0, script.Time);
            if (LogCheck.CheckBounds(position, bounds, "script"))
            {
                LogCheck.CheckRecord(position, script.Events[(int)position.LastAppliedSequence].Record, "script");
            }

            return new ApplierInput.LogVerified();
        }
        catch (LogMismatchException mismatch)
        {
            return new ApplierInput.LogMismatched(mismatch);
        }
    }

    private void MakeTrouble()
    {
        switch (random.Next(3))
        {
            case 0:
                StartProcess();
                break;
            case 1:
                Step(new ApplierInput.LogInterrupted());
                break;
            default:
                Step(new ApplierInput.LogUnreachable(new LogUnavailableException("gone", "wait")));
                break;
        }
    }

    private void StartProcess()
    {
        Restarts++;
        _inbox.Clear();
        _next = int.MaxValue;
        _sought = null;
        _core = new ApplierCore(ClusterSettings.NewLog(), Settings, new MemorySpool(script)) { NodeId = node.Id };
        Step(new ApplierInput.Started());
    }
}
