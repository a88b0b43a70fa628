using CdcReplicator.Cluster;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The verdicts that nodes have published, and which node is alone with one of its own.</summary>
internal sealed class VerdictSight
{
    private const int LeastVoters = 3;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, HashSet<string>> _rejecting = [];

    public void Add(NodeRejections published)
    {
        lock (_gate)
        {
            foreach (var rejection in published.Rejections)
            {
                if (!_rejecting.TryGetValue(rejection.Sequence, out var nodes))
                {
                    _rejecting[rejection.Sequence] = nodes = [];
                }

                nodes.Add(published.NodeId);
            }
        }
    }

    /// <summary>
    /// Nodes that are alone with a verdict, of transactions that all have decided; each verdict is told once.
    /// </summary>
    public IReadOnlyList<string> Compare(IReadOnlyList<MemberStatus> members)
    {
        lock (_gate)
        {
            var odd = new List<string>();
            foreach (var (sequence, rejecting) in _rejecting.ToList())
            {
                var voters = members.Where(member => Votes(member, sequence)).Select(member => member.NodeId).ToList();
                if (voters.Count >= LeastVoters)
                {
                    odd.AddRange(AloneAmong(voters, rejecting));
                    _rejecting.Remove(sequence);
                }
            }

            return odd;
        }
    }

    private static bool Votes(MemberStatus member, long sequence) =>
        member.LastAppliedSequence >= sequence && member.VerdictsFrom <= sequence;

    private static IEnumerable<string> AloneAmong(List<string> voters, HashSet<string> rejecting)
    {
        var accepting = voters.Where(voter => !rejecting.Contains(voter)).ToList();
        return accepting.Count == 0 || accepting.Count == voters.Count ? []
            : accepting.Count == 1 ? accepting
            : accepting.Count == voters.Count - 1 ? voters.Where(rejecting.Contains)
            : [];
    }
}
