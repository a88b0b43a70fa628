using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Decides what is said of the node and when: news of state at once, moved positions and heartbeats at their pace.
/// </summary>
internal sealed class StatusReporter(ApplierSettings settings)
{
    private ApplierReport? _last;
    private long _lastAt;
    private bool _wasLevel;

    /// <summary>When something must be said at the latest.</summary>
    public long NextReport(NodePosition? position) =>
        _lastAt + (_last?.Position == position ? settings.HeartbeatInterval : settings.StatusInterval);

    /// <summary>The report to publish now, or null.</summary>
    public ApplierReport? Decide(long now, ApplierFacts facts, LogFollower? follower)
    {
        var state = StateOf(facts);
        _wasLevel |= state == NodeState.Active;
        var reason = facts.Reason ?? (facts.IsDiverged ? facts.Finding!.Reason : null);
        var haltedAt = state == NodeState.Halted ? facts.HaltedAt : null;
        var isNews = _last is null || state != _last.State || reason != _last.Reason || haltedAt != _last.HaltedAt;
        var age = now - _lastAt;
        var moved = _last?.Position != facts.Position && age >= settings.StatusInterval;
        if (!isNews && !moved && age < settings.HeartbeatInterval)
        {
            return null;
        }

        _lastAt = now;
        _last = new ApplierReport(
            state,
            reason,
            facts.Position,
            // What is applied is in the log, whatever the last answer said.
            facts.Bounds
                is { } known
                ? Math.Max(known.EndOffset, (facts.Position?.LastAppliedSequence ?? -1) + 1)
                : null,
            facts.Applied,
            OpenTransactionList.Of(follower?.OpenConnectorTransactions ?? []),
            facts.StandsBy
        )
        {
            HaltedAt = haltedAt,
            IsForgotten = facts.IsForgotten,
            Tally = facts.Tally,
            LagMilliseconds = facts.Lag,
            DiffersFrom = facts.IsDiverged ? facts.Finding!.Sequence : null,
        };
        return _last;
    }

    private NodeState StateOf(ApplierFacts facts) =>
        facts.Phase switch
        {
            ApplierPhase.Halted when facts.IsBehindRetention => NodeState.BehindRetention,
            ApplierPhase.Halted => NodeState.Halted,
            // It looks whether it has healed; as long as it has not, nothing is news.
            _ when facts.MayHeal => NodeState.Halted,
            ApplierPhase.Waiting => NodeState.Failed,
            _ when facts.Reason is not null => NodeState.Failed,
            _ when facts.Position is null => NodeState.Joining,
            _ when facts.IsDiverged => NodeState.Diverged,
            _ => NodeStateDecision.Decide(
                facts.Lag,
                facts.HasReachedFirstEnd,
                facts.HasUnfinishedSnapshots,
                _wasLevel,
                settings.LagBound
            ),
        };
}
