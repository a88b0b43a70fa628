namespace CdcReplicator.Client;

/// <summary>
/// Decides what a writer is told of its transaction, by what the nodes made of it. One node may be the odd one and
/// nobody knows yet, so a rejection is told only once more than half of the members that count have the same. An
/// acceptance promises that as many nodes as asked for have accepted; where one of them rejected, more than half must
/// have accepted, too. Members that do not serve keep nobody waiting; where they could still outvote a rejection, the
/// writer is told which they are.
/// </summary>
internal static class ClusterVerdict
{
    private static readonly HashSet<string> Nobody = [];

    /// <summary>Whether there may be an answer once the votes are known.</summary>
    public static bool MayDecide(VerdictPoll poll, Durability durability) =>
        poll.HasQuorum || poll.Reached(durability, Nobody) >= poll.Wanted(durability);

    /// <summary>The answer, if there is one.</summary>
    /// <param name="poll">Who has decided.</param>
    /// <param name="votes">What each of them decided.</param>
    /// <param name="durability">What was asked for.</param>
    public static VerdictAnswer Decide(VerdictPoll poll, IReadOnlyList<NodeVote> votes, Durability durability)
    {
        var cast = votes.Where(vote => vote.Verdict is not null).Select(vote => vote.Verdict!.Value).ToList();
        var rejection = cast.Where(verdict => !verdict.IsAccepted)
            .GroupBy(verdict => verdict.Rejection!.Reason)
            .Select(alike => (Verdict: alike.First(), Count: alike.Count()))
            .FirstOrDefault(alike => alike.Count * 2 > cast.Count + poll.Awaited.Count);
        if (rejection.Count > 0)
        {
            var isMostOfAll = rejection.Count * 2 > cast.Count + poll.Awaited.Count + poll.Absent.Count;
            return VerdictAnswer.Rejected(rejection.Verdict, isMostOfAll ? [] : poll.Absent);
        }

        return IsAccepted(poll, votes) && poll.Reached(durability, Rejecting(votes)) >= poll.Wanted(durability)
            ? VerdictAnswer.Of(cast.Count == 0 ? null : Verdict.Accepted)
            : VerdictAnswer.Open;
    }

    /// <summary>Why there is no answer: who decided what, and who is missing.</summary>
    /// <param name="poll">Who has decided.</param>
    /// <param name="votes">What they decided; null if that was not read.</param>
    /// <param name="durability">What was asked for.</param>
    public static string Missing(VerdictPoll poll, IReadOnlyList<NodeVote>? votes, Durability durability)
    {
        var rejecting = votes is null ? Nobody : Rejecting(votes);
        var decisions = votes is null || rejecting.Count == 0 ? "" : $": {string.Join(", ", votes)}";
        var what =
            votes is null || IsAccepted(poll, votes)
                ? $"{poll.Reached(durability, rejecting)} of {poll.Wanted(durability)} nodes have applied it"
            : poll.Awaited.Count == 0 ? "the nodes decided differently, and nothing tells which is right"
            : $"no more than half of the {votes.Count + poll.Awaited.Count} nodes that count have decided alike";
        var behind = poll.Behind.Select(Describe).ToList();
        return $"{what}{decisions}"
            + (behind.Count > 0 ? $"; behind: {string.Join(", ", behind)}" : "")
            + (behind.Count + poll.Decided.Count == 0 ? ", no living member is known" : "");
    }

    // Nobody has rejected it, or most have not.
    private static bool IsAccepted(VerdictPoll poll, IReadOnlyList<NodeVote> votes)
    {
        var cast = votes.Count(vote => vote.Verdict is not null);
        var accepting = votes.Count(vote => vote.Verdict is { IsAccepted: true });
        return accepting == cast || accepting * 2 > cast + poll.Awaited.Count;
    }

    private static HashSet<string> Rejecting(IReadOnlyList<NodeVote> votes) =>
        votes
            .Where(vote => vote.Verdict is { IsAccepted: false })
            .Select(vote => vote.NodeId)
            .ToHashSet(StringComparer.Ordinal);

    private static string Describe(MemberView member)
    {
        var status = member.Status;
        var state = member.IsAlive ? status.State.ToString() : "no sign of life";
        return $"'{status.NodeId}' at {status.LastAppliedSequence} ({state}"
            + (status.Reason is { } reason ? $": {reason})" : ")");
    }
}
