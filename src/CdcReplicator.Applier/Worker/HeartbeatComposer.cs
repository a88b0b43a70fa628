using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Makes heartbeats of an applier's reports.</summary>
internal sealed class HeartbeatComposer(
    INode node,
    string applierId,
    ApplierSettings settings,
    VerdictFloor floor,
    LoneRejections lone,
    TimeProvider time
)
{
    private readonly AppliedRate _rate = new(time);
    private NodePosition _position = NodePosition.Origin;
    private volatile bool _hasPosition;

    /// <summary>Whether a report has told the node's position. Any thread may ask.</summary>
    public bool HasPosition => _hasPosition;

    /// <summary>What the applier reports, as a heartbeat. Called by one thread at a time.</summary>
    public MemberStatus Compose(ApplierReport report)
    {
        // Of an applier that has begun anew after a defect, what it said before stays true.
        var position = _position = report.Position ?? _position;
        _hasPosition |= report.Position is not null;
        return new MemberStatus
        {
            NodeId = node.Id,
            Kind = node.Kind,
            Endpoint = node.Endpoint,
            ApplierId = applierId,
            State = report.State,
            Reason = report.Reason,
            HaltedAt = report.HaltedAt,
            LastAppliedSequence = position.LastAppliedSequence,
            RestartOffset = position.RestartOffset,
            AppliedTime = position.AppendTime,
            LogEndOffset = report.LogEndOffset,
            AppliedPerSecond = _rate.Take(report.AppliedTransactions),
            DeadAfterMilliseconds = settings.DeadAfter,
            OpenTransactions = report.OpenTransactions,
            LagMilliseconds = report.LagMilliseconds,
            VerdictsFrom = floor.Value,
            DiffersFrom = report.DiffersFrom,
            Seed = report.Seed,
            Rejections = report.Tally.Rejections,
            LoneRejections = lone.Count,
            Duplicates = report.Tally.Duplicates,
            OtherDuplicates = report.Tally.OtherDuplicates,
            Adapted = report
                .Tally.Adapted.Concat(node.NumbersAsText)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(AdaptedValues.MaxPlaces)
                .ToDictionary(StringComparer.Ordinal),
            Retries = report.Tally.Retries,
        };
    }
}
