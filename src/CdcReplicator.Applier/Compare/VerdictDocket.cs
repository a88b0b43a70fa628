using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>
/// Transactions that some node has rejected and not all members have decided yet, as one node's judge sees them. Says
/// which of them members decided differently. Bounded: the oldest go first.
/// </summary>
internal sealed class VerdictDocket(string nodeId)
{
    /// <summary>
    /// Transactions kept at most: 100,000. A member that comes later to older ones is compared by its own judge alone.
    /// </summary>
    public const int MaxOpen = 100_000;

    private readonly SortedDictionary<long, OpenVerdicts> _open = [];

    /// <summary>Whether there is nothing to compare.</summary>
    public bool IsEmpty => _open.Count == 0;

    /// <summary>Takes what a node has rejected.</summary>
    public void Take(NodeRejections published)
    {
        foreach (var rejection in published.Rejections)
        {
            if (!_open.TryGetValue(rejection.Sequence, out var open))
            {
                _open.Add(rejection.Sequence, open = new OpenVerdicts());
            }

            open.Take(published.NodeId, rejection.Rejection.Reason);
        }

        while (_open.Count > MaxOpen)
        {
            _open.Remove(_open.First().Key);
        }
    }

    /// <summary>Closes what is settled; returns the sequences that must be looked at, in order.</summary>
    /// <param name="members">All members.</param>
    /// <param name="findings">What is known of nodes.</param>
    /// <param name="now">Milliseconds, never falling.</param>
    /// <param name="patience">
    /// How long a member that lives is waited for before the others are judged without it, milliseconds.
    /// </param>
    public IReadOnlyList<long> Review(
        IReadOnlyList<MemberView> members,
        IReadOnlyDictionary<string, Divergence> findings,
        long now,
        long patience
    )
    {
        var disputes = new List<long>();
        var voters = new List<string>();
        foreach (var (sequence, open) in _open.ToArray())
        {
            if (!VerdictVoters.Counts(findings.GetValueOrDefault(nodeId), sequence))
            {
                _open.Remove(sequence);
                continue;
            }

            var (isAwaited, isLivingAwaited) = Poll(members, findings, sequence, voters);
            if (!voters.Contains(nodeId))
            {
                continue;
            }

            var differ = open.Differ(voters);
            if (!differ && !isAwaited)
            {
                _open.Remove(sequence);
            }
            else if (differ && open.IsRipe(voters, isLivingAwaited, now, patience))
            {
                disputes.Add(sequence);
            }
        }

        return disputes;
    }

    private static (bool IsAwaited, bool IsLivingAwaited) Poll(
        IReadOnlyList<MemberView> members,
        IReadOnlyDictionary<string, Divergence> findings,
        long sequence,
        List<string> voters
    )
    {
        voters.Clear();
        var isAwaited = false;
        var isLivingAwaited = false;
        foreach (var member in members)
        {
            var status = member.Status;
            if (!VerdictVoters.Counts(findings.GetValueOrDefault(status.NodeId), sequence))
            {
                continue;
            }

            if (VerdictVoters.HasDecided(status, sequence))
            {
                voters.Add(status.NodeId);
            }
            else if (VerdictVoters.WillDecide(status, sequence))
            {
                isAwaited = true;
                isLivingAwaited |= member.IsAlive;
            }
        }

        return (isAwaited, isLivingAwaited);
    }

    /// <summary>A dispute was judged by these members; it is looked at again if there are more of them.</summary>
    public void NoteJudged(long sequence, int voters)
    {
        if (_open.TryGetValue(sequence, out var open))
        {
            open.JudgedBy = voters;
        }
    }
}
