namespace CdcReplicator.Client;

/// <summary>
/// Which members count for the verdict on one transaction, and which of them have passed it. Members known to differ
/// since before it count only if no others do. Taken before the rejections are read: these are published before the
/// position that covers them, so what is not there by then never will be.
/// </summary>
internal sealed class VerdictPoll
{
    private readonly List<MemberView> _members;
    private readonly long _sequence;

    private VerdictPoll(IReadOnlyList<MemberView> members, long sequence)
    {
        _members = [.. members.Where(member => member.Status.State != NodeState.Left)];
        _sequence = sequence;
        var passed = _members.Where(HasPassed).ToLookup(Differs);
        (Decided, Awaited) = ([.. passed[false]], [.. _members.Where(ServingNodes.Serves).Where(IsBehind)]);
        if (Decided.Count + Awaited.Count == 0)
        {
            Decided = [.. passed[true]];
            Awaited = [.. _members.Where(IsBehind).Where(member => member.IsAlive && Differs(member))];
        }
    }

    /// <summary>Members that count and have passed the transaction, whether they live or not.</summary>
    public IReadOnlyList<MemberView> Decided { get; }

    /// <summary>Members that count and have not passed it: they serve, so they are going to.</summary>
    public IReadOnlyList<MemberView> Awaited { get; }

    /// <summary>
    /// All members that have not passed it: those awaited, and those that do not serve and keep nobody waiting for a
    /// majority.
    /// </summary>
    public IReadOnlyList<MemberView> Behind => [.. _members.Where(IsBehind)];

    /// <summary>
    /// The ids of members that have not passed it and do not serve. Once they are back they decide as all others do.
    /// </summary>
    public IReadOnlyList<string> Absent =>
        [
            .. Behind
                .Where(member => !ServingNodes.Serves(member) && member.Status.State != NodeState.Diverged)
                .Select(member => member.Status.NodeId),
        ];

    /// <summary>Whether more than half of those that count have passed it, so that there may be a verdict.</summary>
    public bool HasQuorum => Decided.Count > Awaited.Count;

    /// <summary>Looks at the members.</summary>
    public static VerdictPoll Take(IReadOnlyList<MemberView> members, long sequence) => new(members, sequence);

    /// <summary>How many nodes the durability asks for.</summary>
    public int Wanted(Durability durability) =>
        durability.IsEverywhere ? Math.Max(1, _members.Count) : durability.Nodes;

    /// <summary>
    /// How many of them have done their part, if <paramref name="rejecting"/> of those that live have rejected it.
    /// </summary>
    public int Reached(Durability durability, IReadOnlySet<string> rejecting) =>
        durability.IsEverywhere
            ? _members.Count(HasPassed)
            : Decided.Count(node => node.IsAlive && !rejecting.Contains(node.Status.NodeId));

    /// <summary>Whether the same nodes have decided, so that no rejection can be new.</summary>
    public bool IsDecidedBySame(VerdictPoll other) => NamesOfDecided.SequenceEqual(other.NamesOfDecided);

    private IEnumerable<string> NamesOfDecided => Decided.Select(node => node.Status.NodeId);

    // What a node decided up to the first transaction that shows it differs counts, as it does for the appliers: who is
    // odd there, the votes tell.
    private bool Differs(MemberView member) =>
        member.Status.DiffersFrom is { } from ? from < _sequence : member.Status.State == NodeState.Diverged;

    private bool HasPassed(MemberView member) => !IsBehind(member);

    private bool IsBehind(MemberView member) => member.Status.LastAppliedSequence < _sequence;
}
