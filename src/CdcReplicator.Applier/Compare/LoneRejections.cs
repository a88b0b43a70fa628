using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>
/// Counts the transactions that the node has rejected since its applier started and most of the others have accepted.
/// Unlike a finding, which names the first one, it goes on while the node differs. Each is judged once, when others
/// have decided it. Safe for concurrent use.
/// </summary>
internal sealed class LoneRejections(string nodeId)
{
    /// <summary>Rejections kept at most until others have decided them; beyond it the count is unknown.</summary>
    public const int MaxOpen = 100_000;

    // Each with when others could first judge it.
    private readonly SortedDictionary<long, long?> _open = [];
    private readonly Lock _gate = new();
    private long? _from;
    private long _count;
    private bool _isCompared;
    private bool _hasLost;

    /// <summary>How many; null while there is nobody to compare with, or that is not known.</summary>
    public long? Count
    {
        get
        {
            lock (_gate)
            {
                return _isCompared && !_hasLost ? _count : null;
            }
        }
    }

    /// <summary>Whether there are rejections that others have still to decide.</summary>
    public bool HasOpen
    {
        get
        {
            lock (_gate)
            {
                return _open.Count > 0;
            }
        }
    }

    /// <summary>The node is open: what it decides from there on counts. Only the first time matters.</summary>
    public void Begin(long from)
    {
        lock (_gate)
        {
            _from ??= from;
        }
    }

    /// <summary>Takes what a node has rejected.</summary>
    public void Take(NodeRejections published)
    {
        if (published.NodeId != nodeId)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var rejection in published.Rejections.Where(one => !(one.Sequence < _from)))
            {
                _open.TryAdd(rejection.Sequence, null);
            }

            _hasLost |= _open.Count > MaxOpen;
            while (_open.Count > MaxOpen)
            {
                _open.Remove(_open.First().Key);
            }
        }
    }

    /// <summary>Nobody can compare at the moment.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            _isCompared = false;
        }
    }

    /// <summary>Looks whose verdicts are known; returns the sequences that can be judged, in order.</summary>
    /// <inheritdoc cref="VerdictDocket.Review"/>
    public IReadOnlyList<long> Review(
        IReadOnlyList<MemberView> members,
        IReadOnlyDictionary<string, Divergence> findings,
        long now,
        long patience
    )
    {
        var others = members
            .Where(member => member.Status.NodeId != nodeId && member.Status.State != NodeState.Left)
            .Where(member => member.Status.VerdictsFrom is not null)
            .ToList();
        lock (_gate)
        {
            _isCompared =
                _from is not null
                && others.Exists(other => findings.GetValueOrDefault(other.Status.NodeId) is not { IsDiverged: true });
            var due = new List<long>();
            foreach (var (sequence, since) in _open.ToArray())
            {
                // Of before this applier, or removed by all others already.
                if (sequence < _from || (others.Count > 0 && others.TrueForAll(IsRemoved)))
                {
                    _open.Remove(sequence);
                    continue;
                }

                var counting = others.FindAll(other =>
                    VerdictVoters.Counts(findings.GetValueOrDefault(other.Status.NodeId), sequence)
                );
                if (!counting.Exists(other => VerdictVoters.HasDecided(other.Status, sequence)))
                {
                    continue;
                }

                _open[sequence] = since ?? now;
                if (!counting.Exists(IsAwaited) || now - since >= patience)
                {
                    due.Add(sequence);
                }

                bool IsAwaited(MemberView other) => other.IsAlive && VerdictVoters.WillDecide(other.Status, sequence);

                bool IsRemoved(MemberView other) => other.Status.VerdictsFrom > sequence;
            }

            return due;
        }
    }

    /// <summary>Counts a rejection, if the verdicts decide it; read after it was due.</summary>
    public void Judge(long sequence, IReadOnlyList<NodeVerdict> verdicts)
    {
        var others = verdicts.Where(verdict => verdict.NodeId != nodeId).ToList();
        lock (_gate)
        {
            if (others.Count > 0 && _open.Remove(sequence))
            {
                _count += others.Count(verdict => verdict.Reason is null) * 2 > others.Count ? 1 : 0;
            }
        }
    }
}
