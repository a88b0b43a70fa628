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
        var seed = IsBroughtIn(facts) ? facts.Joining!.Seed : null;
        var reason = ReasonOf(facts, state);
        var haltedAt = state == NodeState.Halted ? facts.HaltedAt : null;
        var pausedAt = facts.Phase == ApplierPhase.Paused ? facts.PausedAt : null;
        // How far a filling is changes all the time, and is told at the pace of heartbeats.
        var isNews =
            _last is null
            || state != _last.State
            || (reason != _last.Reason && (seed is null || _last.Seed is null))
            || haltedAt != _last.HaltedAt
            || pausedAt != _last.PausedAt
            || facts.Schema != _last.Schema;
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
            PausedAt = pausedAt,
            IsForgotten = facts.IsForgotten,
            Tally = facts.Tally,
            Schema = facts.Schema,
            LagMilliseconds = facts.Lag,
            DiffersFrom = facts.IsDiverged ? facts.Finding!.Sequence : null,
            Seed = seed,
        };
        return _last;
    }

    /// <summary>Whether the node is being brought into the cluster now.</summary>
    private static bool IsBroughtIn(ApplierFacts facts) =>
        facts is { Phase: ApplierPhase.Opening, Joining: not null }
        && (!facts.MayHeal || facts.Joining.Seed is not null);

    private static string? ReasonOf(ApplierFacts facts, NodeState state) =>
        IsBroughtIn(facts) ? facts.Joining!.Text
        : facts.Reason is not null ? facts.Reason
        : facts.IsDiverged ? facts.Finding!.Reason
        : state == NodeState.Joining ? facts.ProofOwed
        : null;

    private NodeState StateOf(ApplierFacts facts) =>
        facts.Phase switch
        {
            ApplierPhase.Halted when facts.IsBehindRetention => NodeState.BehindRetention,
            ApplierPhase.Halted => NodeState.Halted,
            _ when IsBroughtIn(facts) => facts.Joining!.Seed is null ? NodeState.Joining : NodeState.Seeding,
            // It looks whether it has healed; as long as it has not, nothing is news.
            _ when facts.MayHeal => NodeState.Halted,
            ApplierPhase.Waiting => NodeState.Failed,
            // A pause lets nobody read what may not be read anyway.
            ApplierPhase.Paused => facts.IsDiverged ? NodeState.Diverged
            : facts.ProofOwed is not null ? NodeState.Joining
            : facts.HasUnfinishedSnapshots ? NodeState.Seeding
            : NodeState.Paused,
            _ when facts.Reason is not null => NodeState.Failed,
            _ when facts.Position is null => NodeState.Joining,
            _ when facts.IsDiverged => NodeState.Diverged,
            _ when facts.IsMigrating => NodeState.Migrating,
            // However level it is: nobody has compared it.
            _ when facts.ProofOwed is not null => NodeState.Joining,
            _ => NodeStateDecision.Decide(
                facts.Lag,
                facts.HasReachedFirstEnd,
                facts.HasUnfinishedSnapshots,
                _wasLevel,
                settings.LagBound
            ),
        };
}
