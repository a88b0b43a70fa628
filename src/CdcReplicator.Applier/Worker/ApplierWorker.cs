using System.Threading.Channels;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Moves a log into one node: gives <see cref="ApplierCore"/> what happens, in one loop, and does what it asks. All
/// decisions are the core's; see DESIGN.md.
/// </summary>
public sealed class ApplierWorker : IAsyncDisposable
{
    private const int AnyGeneration = -1;
    private static readonly TimeSpan BoundsInterval = TimeSpan.FromMilliseconds(500);

    private readonly IChangeLog _log;
    private readonly IRecordDecoder _decoder;
    private readonly INode _node;
    private readonly ApplierOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OrderKeys? _orderKeys;
    private readonly string _applierId = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly long _startedAt;
    private readonly StatusPublisher _status;
    private readonly LogReading _reading;
    private readonly NodeWork _work;
    private readonly BackgroundWork _background;
    private readonly SkipSeeker _skips;
    private readonly NodePipelines _pipelines;
    private readonly RejectionStore _rejections;
    private readonly VerdictFloor _floor = new();
    private readonly VerdictJudge _judge;
    private readonly RejectionPruning _pruning;
    private readonly RemovalWatch _removal;
    private readonly Channel<(int Generation, ApplierInput Input)> _inbox = Channel.CreateUnbounded<(
        int,
        ApplierInput
    )>(new UnboundedChannelOptions { SingleReader = true });

    private int _generation;
    private (ApplierBatch? Of, IPreparedBatch? Batch) _prepared;
    private (long Sequence, CancellationTokenSource Stop)? _seeking;
    private NodeState? _shownState;
    private string? _shownReason;

    /// <summary>An applier; it does nothing before <see cref="RunAsync"/>.</summary>
    /// <param name="log">The log; not disposed.</param>
    /// <param name="decoder">Reads its records.</param>
    /// <param name="node">The node; not disposed.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where to log.</param>
    /// <exception cref="ReplicationException">The options are not valid; every error is named.</exception>
    public ApplierWorker(
        IChangeLog log,
        IRecordDecoder decoder,
        INode node,
        ApplierOptions options,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new ReplicationException(string.Join(" ", errors), "Correct the applier's options.");
        }

        _log = log;
        _decoder = decoder;
        _node = node;
        _options = options;
        _time = time;
        _logger = loggers.CreateLogger<ApplierWorker>();
        _orderKeys = options.OrderKeysFile is { } file ? OrderKeys.Read(file) : null;
        _startedAt = time.GetTimestamp();
        _rejections = new RejectionStore(log.Metadata);
        var lone = new LoneRejections(node.Id);
        _status = new StatusPublisher(log, node, _applierId, options.Settings, _floor, lone, time, _logger)
        {
            SourceFingerprints = decoder.SourceFingerprints,
            OrderKeys = _orderKeys?.Fingerprints ?? [],
        };
        _judge = new VerdictJudge(log.Metadata, node.Id, lone, time, Post, _logger);
        _pruning = new RejectionPruning(log.Metadata, node.Id, _floor, time);
        _reading = new LogReading(log, decoder, options, time, () => Post(new ApplierInput.Tick()));
        _skips = new SkipSeeker(log, decoder, node.Id, new OrderTrust(log.Settings.Log, _orderKeys), time, _logger);
        _pipelines = new NodePipelines(time, error => Post(new ApplierInput.NodeUnreachable(error)));
        var standing = new NodeStanding(log.Metadata, node.Id, _floor, lone, time);
        _removal = new RemovalWatch(log.Metadata, node.Id, time, Post);
        var kinds = new KindGuard(node, new TableStore(log.Metadata), _logger);
        _work = new NodeWork(log, node, _pipelines, standing, _removal, kinds, options, _logger);
        _background = new BackgroundWork(node.Id, _logger);
    }

    /// <summary>What it says of itself to others in this process.</summary>
    public ApplierPulse Pulse => _status.Pulse;

    /// <summary>
    /// Runs until cancelled. Trouble of node or log never ends it: it shows as the node's state. A defect halts this
    /// node with a reason; it never throws, because other appliers of the process go on.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ApplierLog.Starting(_logger, _node.Id, _applierId);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var alarm = new Alarm(_time, () => Post(new ApplierInput.Tick()));
        try
        {
            StartForever("publishing status", _status.RunAsync, stop.Token);
            StartForever("watching the log's end", WatchBoundsAsync, stop.Token);
            StartForever("following rejections", _judge.FollowRejectionsAsync, stop.Token);
            StartForever("following findings", _judge.FollowFindingsAsync, stop.Token);
            StartForever("comparing verdicts", _judge.JudgeAsync, stop.Token);
            StartForever("watching whether the node is forgotten", _removal.FollowAsync, stop.Token);
            StartForever("removing old rejections", _pruning.RunAsync, stop.Token);
            var defect = await ApplyAsync(alarm, stop.Token);
            await StayHaltedAsync(defect, alarm, stop.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped: what was under way is rolled back by the node and done again at the next start.
        }
        finally
        {
            await stop.CancelAsync();
            await EndSeekAsync();
            await _reading.StopAsync();
            await _background.EndAsync();
        }
    }

    /// <summary>Applies until something goes wrong that nothing here foresees; says what.</summary>
    private async Task<ReplicationException> ApplyAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        try
        {
            using var spool = new FileSpool(_options.SpoolFolder, _decoder);
            var core = new ApplierCore(_log.Settings, _options.Settings, spool) { OrderKeys = _orderKeys };
            Post(new ApplierInput.Started());
            await LoopAsync(core, alarm, cancellationToken);
            throw new InvalidOperationException("The applier's inbox was closed.");
        }
        catch (ReplicationException error)
        {
            return error;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            ApplierLog.Defect(_logger, _node.Id, error);
            return Unexpected.Wrap("applying the log", error);
        }
    }

    /// <summary>Shows a node that nothing is done with any more, so that people see why.</summary>
    private async Task StayHaltedAsync(ReplicationException why, Alarm alarm, CancellationToken cancellationToken)
    {
        // What was begun before answers to nobody.
        _generation++;
        var core = new ApplierCore(_log.Settings, _options.Settings, new NoSpool());
        await StepAsync(core, new ApplierInput.WorkFailed(why), cancellationToken);
        await LoopAsync(core, alarm, cancellationToken);
    }

    /// <summary>Gives back what a run has left.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndSeekAsync();
        await _reading.StopAsync();
        _work.Dispose();
    }

    private async Task LoopAsync(ApplierCore core, Alarm alarm, CancellationToken cancellationToken)
    {
        while (await _inbox.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_inbox.Reader.TryRead(out var message))
            {
                if (message.Generation == AnyGeneration || message.Generation == _generation)
                {
                    await StepAsync(core, message.Input, cancellationToken);
                }
            }

            while (core.WantsRecords && _reading.Pump is { } pump && pump.TryTake(out var read))
            {
                await StepAsync(core, read!, cancellationToken);
                pump.Reuse(read!);
            }

            alarm.WakeAt(core.NextWake, Now());
        }
    }

    private async Task StepAsync(ApplierCore core, ApplierInput input, CancellationToken cancellationToken)
    {
        for (var next = input; next is not null; next = core.HasPutOff ? new ApplierInput.Tick() : null)
        {
            foreach (var effect in core.Step(next, Now()))
            {
                await PerformAsync(effect, cancellationToken);
            }
        }
    }

    private async Task PerformAsync(ApplierEffect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case ApplierEffect.OpenNode:
                _generation++;
                await _reading.StopAsync();
                Start("opening the node", _work.OpenAsync, cancellationToken);
                break;
            case ApplierEffect.VerifyLog verify:
                Start("verifying the log", _reading.Verification(verify), cancellationToken);
                break;
            case ApplierEffect.StartReading:
                _reading.Begin();
                break;
            case ApplierEffect.StopReading:
                await _reading.StopAsync();
                break;
            case ApplierEffect.PrepareBatch prepare:
                Prepare(prepare.Batch);
                break;
            case ApplierEffect.ApplyBatch apply:
                var prepared = ReferenceEquals(_prepared.Of, apply.Batch) ? _prepared.Batch : null;
                _prepared = default;
                Start("applying", token => _work.ApplyAsync(apply.Batch, prepared, token), cancellationToken);
                break;
            case ApplierEffect.TakeDigest digest:
                Start("taking a digest", token => DigestAsync(digest, token), cancellationToken);
                break;
            case ApplierEffect.SeekSkip seek:
                await SeekSkipAsync(seek, cancellationToken);
                break;
            case ApplierEffect.EndSeek:
                await EndSeekAsync();
                break;
            case ApplierEffect.TellRepetition told:
                ApplierLog.SourceRepeats(_logger, _node.Id, told.Source, told.Sequence);
                break;
            case ApplierEffect.TellIgnored told:
                ApplierLog.ControlIgnored(_logger, _node.Id, told.Sequence, told.Source, told.Why);
                break;
            case ApplierEffect.LookAtNode:
                Start("looking at the node", _work.LookAsync, cancellationToken);
                break;
            case ApplierEffect.PublishSkip skip:
                await PublishSkipAsync(skip.Sequence, cancellationToken);
                break;
            case ApplierEffect.PublishStatus status:
                Show(status.Report);
                _status.Publish(status.Report);
                break;
        }
    }

    private void Start(string doing, Func<CancellationToken, Task<ApplierInput>> run, CancellationToken token)
    {
        var generation = _generation;
        _background.Start(doing, run, input => Post(generation, input), token);
    }

    // Here and not in the background: until it is done nothing can take the batch's rows away, and the database is busy
    // with the batch before.
    private void Prepare(ApplierBatch batch)
    {
        try
        {
            _prepared = (batch, _node.Prepare(batch.Semantics, batch.Transactions));
        }
        catch (ReplicationException)
        {
            // The batch before has failed meanwhile and the node is closed, or the same will be found, and told, when
            // this one is applied.
        }
        catch (Exception error)
        {
            Post(new ApplierInput.WorkFailed(Unexpected.Wrap("preparing a batch", error)));
        }
    }

    private void StartForever(string doing, Func<CancellationToken, Task> run, CancellationToken token) =>
        _background.Start(
            doing,
            async inner =>
            {
                await run(inner);
                return new ApplierInput.Tick();
            },
            Post,
            token
        );

    private async Task<ApplierInput> DigestAsync(ApplierEffect.TakeDigest digest, CancellationToken cancellationToken)
    {
        var rest = await _work.BeginDigestAsync(digest.Checkpoint, digest.Sequence, cancellationToken);
        StartForever("digesting", rest, cancellationToken);
        return new ApplierInput.DigestBegun();
    }

    // It goes on while the node is opened again and again: the log may be long.
    private async Task SeekSkipAsync(ApplierEffect.SeekSkip seek, CancellationToken cancellationToken)
    {
        if (_seeking?.Sequence == seek.Sequence)
        {
            return;
        }

        await EndSeekAsync();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _seeking = (seek.Sequence, stop);
        _background.Start("looking for a skip", token => _skips.SeekAsync(seek, token), Post, stop.Token);
    }

    private async Task EndSeekAsync()
    {
        if (_seeking is { } seeking)
        {
            _seeking = null;
            await seeking.Stop.CancelAsync();
            seeking.Stop.Dispose();
        }
    }

    private async Task PublishSkipAsync(long sequence, CancellationToken cancellationToken)
    {
        ApplierLog.Skipped(_logger, _node.Id, sequence);
        var rejection = new Rejection(RejectionReason.Skipped, null, null, null, "Skipped by an operator.");
        await _pipelines.Opening.ExecuteAsync(
            async token =>
                await _rejections.PublishAsync(_node.Id, [new PublishedRejection(sequence, "", rejection)], token),
            cancellationToken
        );
    }

    private async Task WatchBoundsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            LogBounds? bounds = null;
            try
            {
                // The end of a log that is another one says nothing of how far the node is.
                var asked = await _log.GetBoundsAsync(cancellationToken);
                bounds = _log.Trouble is LogMismatchException ? null : asked;
            }
            catch (ReplicationException)
            {
                // An unknown end is told as such; reading finds out by itself whether the log is gone, or another one.
            }

            Post(AnyGeneration, new ApplierInput.LogEndKnown(bounds));
            await Task.Delay(BoundsInterval, _time, cancellationToken);
        }
    }

    private void Show(ApplierReport report)
    {
        if (report.State == _shownState && report.Reason == _shownReason)
        {
            return;
        }

        _shownState = report.State;
        _shownReason = report.Reason;
        if (report.State == NodeState.Halted)
        {
            ApplierLog.Halted(_logger, _node.Id, report.Reason ?? "");
        }
        else if (report.Reason is not null)
        {
            ApplierLog.Troubled(_logger, _node.Id, report.State, report.Reason);
        }
        else if (report.Position is { } position)
        {
            ApplierLog.StateChanged(_logger, _node.Id, report.State, position.LastAppliedSequence);
        }
        else
        {
            ApplierLog.StateChangedUnread(_logger, _node.Id, report.State);
        }
    }

    private void Post(ApplierInput input) => Post(AnyGeneration, input);

    private void Post(int generation, ApplierInput input) => _inbox.Writer.TryWrite((generation, input));

    private long Now() => (long)_time.GetElapsedTime(_startedAt).TotalMilliseconds;
}
