using System.Threading.Channels;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Shows the newest report beside the log; reports that come while one is being published are merged.
/// </summary>
internal sealed class StatusPublisher(
    IChangeLog log,
    INode node,
    string applierId,
    ApplierSettings settings,
    VerdictFloor floor,
    LoneRejections lone,
    TimeProvider time,
    ILogger logger
)
{
    private readonly MemberStore _members = new(log.Metadata, time);
    private readonly Channel<(ApplierReport Report, MemberStatus Status)> _latest = Channel.CreateBounded<(
        ApplierReport,
        MemberStatus
    )>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly StandbyNotice _standby = new(log.Metadata, new Standby(node.Id, applierId), time);
    private readonly HeartbeatComposer _heartbeats = new(node, applierId, settings, floor, lone, time);
    private readonly NodeProgress _progress = new(log, node.Id, time);
    private bool _isRemoved;
    private readonly TroubleNotice _unheard = new();

    /// <summary>How long the log still keeps what the node needs.</summary>
    public required RetentionWatch Retention { get; init; }

    /// <summary>Whether the node's database is a copy, and which copies were refused.</summary>
    public required NodeIdentity Identity { get; init; }

    /// <summary>What the applier is told of sources; null if that is not known.</summary>
    public IReadOnlyDictionary<string, string>? SourceFingerprints { get; init; }

    /// <summary>The keys whose orders count; empty if the operator's name is enough.</summary>
    public IReadOnlyList<string> OrderKeys { get; init; } = [];

    /// <summary>
    /// What is published, for others in this process, who hear it even while the log cannot be reached.
    /// </summary>
    public ApplierPulse Pulse { get; } = new(node.Id, time);

    /// <summary>Takes a report; returns at once. Called by one thread at a time.</summary>
    public void Publish(ApplierReport report)
    {
        Retention.Note(report);
        var status = _heartbeats.Compose(report) with
        {
            Installation = Identity.Digest,
            Copies = Identity.Copies,
            RetentionLeftMilliseconds = Retention.LeftMilliseconds,
            SourceFingerprints = SourceFingerprints,
            OrderKeys = OrderKeys,
        };
        Pulse.Show(status, report.StandsBy);
        _latest.Writer.TryWrite((report, status));
    }

    /// <summary>Publishes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var (report, status) in _latest.Reader.ReadAllAsync(cancellationToken))
        {
            if (Identity.IsRefused)
            {
                // What is said of the node is said by the applier of its own database.
                continue;
            }

            if (report.IsForgotten)
            {
                await RemoveAsync(cancellationToken);
            }
            else
            {
                _isRemoved = false;
                await PublishAsync(report, status, cancellationToken);
            }
        }
    }

    // Here, where heartbeats are published one after the other: one that was on its way is removed with the rest.
    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (_isRemoved)
        {
            return;
        }

        try
        {
            await new MemberRemoval(log.Metadata, time).RemoveTracesAsync(node.Id, cancellationToken);
            _isRemoved = true;
        }
        catch (ReplicationException error)
        {
            NoteUnheard(error);
        }
    }

    private async Task PublishAsync(ApplierReport report, MemberStatus status, CancellationToken cancellationToken)
    {
        try
        {
            await _standby.ShowAsync(report.StandsBy, cancellationToken);
            if (report.StandsBy)
            {
                // Another applier's status must not be overwritten.
                return;
            }

            if (!_heartbeats.HasPosition)
            {
                status = await WithLastToldAsync(status, cancellationToken);
            }

            await _members.PublishAsync(status, cancellationToken);
            floor.NotePublished(status.VerdictsFrom);
            NoteHeard();
            await _progress.ReportAsync(report, cancellationToken);
        }
        catch (ReplicationException error)
        {
            // The next heartbeat says the same and more; meanwhile others see this one age.
            NoteUnheard(error);
        }
    }

    private void NoteUnheard(ReplicationException error)
    {
        if (_unheard.Begin())
        {
            ApplierLog.StatusFailed(logger, node.Id, error.Message);
        }
    }

    private void NoteHeard()
    {
        if (_unheard.End())
        {
            ApplierLog.StatusPublished(logger, node.Id);
        }
    }

    /// <summary>
    /// What the node's applier before said: while the node is not open that stays true, and a restart is no reason to
    /// forget it.
    /// </summary>
    private async Task<MemberStatus> WithLastToldAsync(MemberStatus status, CancellationToken cancellationToken)
    {
        var members = await _members.ReadAsync(cancellationToken);
        return members.FirstOrDefault(member => member.Status.NodeId == node.Id)?.Status is { } told
            ? status with
            {
                LastAppliedSequence = told.LastAppliedSequence,
                RestartOffset = told.RestartOffset,
                AppliedTime = told.AppliedTime,
                VerdictsFrom = status.VerdictsFrom ?? told.VerdictsFrom,
                DiffersFrom = told.DiffersFrom,
            }
            : status;
    }
}
