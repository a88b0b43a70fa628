using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Moves a log into one node: gives <see cref="ApplierCore"/> what happens, in one loop, and does what it asks. All
/// decisions are the core's; see DESIGN.md.
/// </summary>
internal sealed class ApplierWorker : IAsyncDisposable
{
    private readonly IChangeLog _log;
    private readonly IRecordDecoder _decoder;
    private readonly INode _node;
    private readonly ApplierOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OrderKeys? _orderKeys;
    private readonly string _applierId = ApplierIdentity.New();
    private readonly long _startedAt;
    private readonly StatusPublisher _status;
    private readonly LogReading _reading;
    private readonly TurnTaking _turns;
    private readonly NodeWork _work;
    private readonly BackgroundWork _background;
    private readonly OperatorSearch _search;
    private readonly StateNotice _notice;
    private readonly BatchPreparation _preparation;
    private readonly NodeProof? _proof;
    private readonly ApplierInbox _inbox = new();
    private readonly (string Doing, Func<CancellationToken, Task> Run)[] _beside;

    /// <summary>An applier; it does nothing before <see cref="RunAsync"/>.</summary>
    /// <param name="log">The log; not disposed.</param>
    /// <param name="decoder">Reads its records.</param>
    /// <param name="node">The node; not disposed.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where to log.</param>
    /// <param name="join">Brings the node into the cluster; null: it is opened as it is.</param>
    /// <exception cref="ReplicationException">The options are not valid; every error is named.</exception>
    public ApplierWorker(
        IChangeLog log,
        IRecordDecoder decoder,
        INode node,
        ApplierOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        JoinParts? join = null
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
        var identity = new NodeIdentity(log, node, _applierId, time, _inbox.Post, _logger);
        var retention = new RetentionWatch(log, node.Id, time, _logger);
        var (floor, lone) = (new VerdictFloor(), new LoneRejections(node.Id));
        _turns = new TurnTaking(log.Metadata, node.Id, _applierId, time, _inbox.Post, _logger);
        var locks = new LockWatch(log.Metadata, node, time, _logger);
        _status = new StatusPublisher(log, node, _applierId, options.Settings, floor, lone, _turns, time, _logger)
        {
            Identity = identity,
            Retention = retention,
            SourceFingerprints = decoder.SourceFingerprints,
            OrderKeys = _orderKeys?.Fingerprints ?? [],
            Locks = locks,
        };
        _reading = new LogReading(log, decoder, options, time, () => _inbox.Post(new ApplierInput.Tick()));
        var pipelines = new NodePipelines(time, error => _inbox.Post(new ApplierInput.NodeUnreachable(error)));
        var standing = new NodeStanding(log.Metadata, node.Id, floor, lone, time);
        var removal = new RemovalWatch(log.Metadata, node.Id, time, _inbox.Post);
        var kinds = new KindGuard(node, new TableStore(log.Metadata), _logger);
        var bringing = join is null ? null : new NodeJoin(log, join, time, _inbox.Post, _logger);
        _work = new NodeWork(
            log,
            node,
            pipelines,
            standing,
            removal,
            identity,
            _turns,
            kinds,
            bringing,
            options,
            time,
            _logger
        );
        _proof = join is null ? null : new NodeProof(log, node, join.Control, options.Settings, time, _logger);
        _background = new BackgroundWork(node.Id, _logger);
        _preparation = new BatchPreparation(node, _inbox.Post);
        _notice = new StateNotice(node.Id, _logger);
        _search = new OperatorSearch(
            node.Id,
            new OrderSeeker(log, decoder, node.Id, new OrderTrust(log.Settings.Log, _orderKeys), time, _logger),
            new RejectionStore(log.Metadata),
            pipelines,
            _background,
            _inbox.Post,
            _logger
        );
        var judge = new VerdictJudge(log.Metadata, node.Id, lone, time, _inbox.Post, _logger);
        _beside =
        [
            ("publishing status", _status.RunAsync),
            ("watching the log's end", new LogEndWatch(log, time, _inbox.Post).RunAsync),
            ("answering who opens the node", identity.FollowClaimsAsync),
            ("hearing who serves the node", identity.FollowAnswersAsync),
            ("watching the log's retention", retention.RunAsync),
            ("following rejections", judge.FollowRejectionsAsync),
            ("following findings", judge.FollowFindingsAsync),
            ("comparing verdicts", judge.JudgeAsync),
            ("watching whether the node is forgotten", removal.FollowAsync),
            ("hearing other appliers of the node", _turns.FollowAsync),
            ("following the node's lock", locks.FollowAsync),
            ("removing old rejections", new RejectionPruning(log.Metadata, node.Id, floor, time).RunAsync),
        ];
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
        await using var alarm = new Alarm(_time, () => _inbox.Post(new ApplierInput.Tick()));
        try
        {
            foreach (var (doing, run) in _beside)
            {
                StartForever(doing, run, stop.Token);
            }

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
            await _search.EndSeekAsync();
            await _reading.StopAsync();
            await _background.EndAsync();
            // Last: from now on nothing of this applier touches the node.
            await _turns.LeaveAsync();
        }
    }

    /// <summary>Applies until something goes wrong that nothing here foresees; says what.</summary>
    private async Task<ReplicationException> ApplyAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        try
        {
            using var spool = new FileSpool(_options.SpoolFolder, _decoder);
            var core = new ApplierCore(_log.Settings, _options.Settings, spool)
            {
                NodeId = _node.Id,
                OrderKeys = _orderKeys,
            };
            _inbox.Post(new ApplierInput.Started());
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
        _inbox.ForgetAnswers();
        var core = new ApplierCore(_log.Settings, _options.Settings, new NoSpool());
        await StepAsync(core, new ApplierInput.WorkFailed(why), cancellationToken);
        await LoopAsync(core, alarm, cancellationToken);
    }

    /// <summary>Gives back what a run has left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _search.EndSeekAsync();
        await _reading.StopAsync();
        _work.Dispose();
    }

    private async Task LoopAsync(ApplierCore core, Alarm alarm, CancellationToken cancellationToken)
    {
        while (await _inbox.WaitForInputAsync(cancellationToken))
        {
            while (_inbox.TryTake(out var input))
            {
                await StepAsync(core, input, cancellationToken);
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
        var named = input is ApplierInput.LogMismatched other
            ? new ApplierInput.LogMismatched(BehindRetention.Named(other.Error, _node.Id))
            : input;
        for (var next = named; next is not null; next = core.HasPutOff ? new ApplierInput.Tick() : null)
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
                _inbox.ForgetAnswers();
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
                _preparation.Prepare(prepare.Batch);
                break;
            case ApplierEffect.ApplyBatch apply:
                var prepared = _preparation.Take(apply.Batch);
                Start("applying", token => _work.ApplyAsync(apply.Batch, prepared, token), cancellationToken);
                break;
            case ApplierEffect.TakeDigest digest:
                Start("taking a digest", token => DigestAsync(digest, token), cancellationToken);
                break;
            case ApplierEffect.GiveProof proof:
                Start("proving that the node is equal", token => GiveProofAsync(proof.Owed, token), cancellationToken);
                break;
            case ApplierEffect.SeekSkip seek:
                await _search.SeekAsync(new SoughtOrder.OfHalt(seek.Sequence, seek.Source), cancellationToken);
                break;
            case ApplierEffect.SeekResume seek:
                await _search.SeekAsync(new SoughtOrder.EndOfPause(_node.Id, seek.GivenAt), cancellationToken);
                break;
            case ApplierEffect.EndSeek:
                await _search.EndSeekAsync();
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
                await _search.PublishAsync(skip.Sequence, cancellationToken);
                break;
            case ApplierEffect.PublishStatus status:
                _notice.Show(status.Report);
                _status.Publish(status.Report);
                break;
        }
    }

    private void Start(string doing, Func<CancellationToken, Task<ApplierInput>> run, CancellationToken token) =>
        _background.Start(doing, run, _inbox.ForAnswer(), token);

    private void StartForever(string doing, Func<CancellationToken, Task> run, CancellationToken token) =>
        _background.Start(
            doing,
            async inner =>
            {
                await run(inner);
                return new ApplierInput.Tick();
            },
            _inbox.Post,
            token
        );

    private async Task<ApplierInput> DigestAsync(ApplierEffect.TakeDigest digest, CancellationToken cancellationToken)
    {
        var rest = await _work.BeginAnswerAsync(digest.Checkpoint, digest.Sequence, cancellationToken);
        StartForever("digesting", rest, cancellationToken);
        return new ApplierInput.DigestBegun();
    }

    private async Task<ApplierInput> GiveProofAsync(OwedProof owed, CancellationToken cancellationToken) =>
        _proof is null
            ? new ApplierInput.ProofTaken(
                new ProofOutcome.NotComparable("This applier was started without the means to compare."),
                null
            )
            : await _proof.GiveAsync(owed, token => _work.SettleProofAsync(owed, token), cancellationToken);

    private long Now() => (long)_time.GetElapsedTime(_startedAt).TotalMilliseconds;
}
