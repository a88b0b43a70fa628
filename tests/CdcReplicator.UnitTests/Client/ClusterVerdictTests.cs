using CdcReplicator.Client;
using CdcReplicator.Cluster;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>
/// Nodes are written as their name and marks: <c>-</c> has not decided, <c>!</c> is known to differ since before,
/// <c>*</c> since this one, <c>+</c> is dead, <c>h</c> is halted, <c>l</c> has left,
/// <c>&lt;</c> keeps its verdict no longer, <c>?</c> is of an earlier version.
/// </summary>
public sealed class ClusterVerdictTests
{
    private const long Sequence = 10;

    [Theory]
    // One node of several has decided.
    [InlineData("1", "a b- c-", "", "accepted")] // quick: one node has accepted it, no more is promised
    [InlineData("1", "a b- c-", "a", "open")] // it may be the odd one
    [InlineData("1", "a b-", "a", "open")]
    [InlineData("1", "a", "a", "DuplicateKey")]
    [InlineData("1", "a b-+ c-h", "a", "DuplicateKey")] // nobody else serves
    [InlineData("1", "a b-l", "a", "DuplicateKey")]
    [InlineData("1", "a b-!", "a", "DuplicateKey")] // b is known to differ
    [InlineData("1", "a! b-", "a", "open")] // a is known to differ
    [InlineData("1", "a! b-", "", "open")]
    [InlineData("1", "a! b-!", "a", "open")] // nobody else counts
    [InlineData("1", "a!", "a", "DuplicateKey")]
    // Some have.
    [InlineData("1", "a b c-", "a b", "DuplicateKey")]
    [InlineData("1", "a b c-", "a", "open")] // a tie, until c has decided
    [InlineData("1", "a b c", "a", "accepted")]
    [InlineData("1", "a b c- d- e-", "a b", "open")]
    [InlineData("1", "a b c d- e-", "a b c", "DuplicateKey")]
    [InlineData("1", "a b c d- e-", "a", "open")]
    [InlineData("1", "a b c d e-", "a", "accepted")]
    [InlineData("1", "a b c", "a=RowMissing b", "open")] // two reasons are two verdicts
    [InlineData("1", "a b c", "a=RowMissing b c", "DuplicateKey")]
    // All have.
    [InlineData("all", "a b", "", "accepted")]
    [InlineData("all", "a b", "a b", "DuplicateKey")]
    [InlineData("all", "a b c", "c", "accepted")] // the odd one is not believed
    [InlineData("all", "a b c", "a b", "DuplicateKey")]
    [InlineData("all", "a b", "b", "open")] // a tie
    [InlineData("all", "a! b!", "b", "open")]
    [InlineData("all", "a! b! c", "b", "accepted")]
    [InlineData("all", "a* b*", "b", "open")] // the tie is known
    [InlineData("all", "a* b", "b", "open")] // of one of them already
    [InlineData("all", "a b*", "b", "open")]
    [InlineData("all", "a* b* c", "b", "accepted")] // a third has settled it
    [InlineData("all", "a* b* c", "b c", "DuplicateKey")]
    [InlineData("1", "a* b- c-", "a", "open")]
    [InlineData("1", "a* b c-", "a b", "DuplicateKey")]
    [InlineData("all", "a b!", "b", "accepted")]
    // As many as asked for: living ones that have accepted.
    [InlineData("2", "a b-", "", "open")]
    [InlineData("2", "a b", "", "accepted")]
    [InlineData("2", "a b+", "", "open")]
    [InlineData("2", "a b!", "", "open")]
    [InlineData("2", "a b", "b", "open")]
    [InlineData("3", "a b c", "c", "open")] // two have it
    [InlineData("3", "a b c-", "a b", "DuplicateKey")] // a rejection needs no more than most
    [InlineData("3", "a", "a", "DuplicateKey")]
    [InlineData("1", "", "", "open")]
    [InlineData("1", "a-", "", "open")]
    [InlineData("all", "", "", "open")]
    [InlineData("all", "a b-", "", "open")]
    [InlineData("all", "a b-+", "", "open")]
    [InlineData("all", "a b+", "", "accepted")]
    [InlineData("all", "a b-l", "", "accepted")]
    [InlineData("all", "al", "", "open")]
    [InlineData("all", "a b c-h", "a b", "DuplicateKey")]
    // What is kept no longer, and what earlier versions published.
    [InlineData("1", "a<", "", "unknown")]
    [InlineData("2", "a< b", "", "accepted")]
    [InlineData("1", "a< b", "b", "DuplicateKey")]
    [InlineData("1", "a? b?", "unnamed", "DuplicateKey")]
    [InlineData("1", "a<", "unnamed", "DuplicateKey")] // updated since
    [InlineData("1", "a? b", "unnamed", "open")]
    [InlineData("1", "a? b?", "", "accepted")]
    public void Decide_NodesAndRejections_GivesWhatTheWriterIsTold(
        string wanted,
        string nodes,
        string rejecting,
        string expected
    )
    {
        var durability = Wanted(wanted);
        var poll = VerdictPoll.Take(Members(nodes), Sequence);
        var votes = Votes(poll, rejecting);

        var answer = ClusterVerdict.Decide(poll, votes, durability);

        Assert.Equal(expected, Told(answer));
        // What may be told must not be held back by votes nobody has read.
        Assert.True(!answer.IsSettled || ClusterVerdict.MayDecide(poll, durability));
    }

    [Theory]
    [InlineData(
        "1",
        "a b- c-h",
        "a",
        "no more than half of the 2 nodes that count have decided alike: 'a' rejected it (DuplicateKey); "
            + "behind: 'b' at 9 (Active), 'c' at 9 (Halted)"
    )]
    [InlineData(
        "all",
        "a b",
        "b",
        "the nodes decided differently, and nothing tells which is right: 'a' accepted it, "
            + "'b' rejected it (DuplicateKey)"
    )]
    [InlineData(
        "3",
        "a b c",
        "c",
        "2 of 3 nodes have applied it: 'a' accepted it, 'b' accepted it, 'c' rejected it (DuplicateKey)"
    )]
    [InlineData("2", "a b-+", "", "1 of 2 nodes have applied it; behind: 'b' at 9 (no sign of life)")]
    [InlineData("1", "", "", "0 of 1 nodes have applied it, no living member is known")]
    public void Missing_NoAnswer_NamesWhoDecidedWhatAndWhoIsMissing(
        string wanted,
        string nodes,
        string rejecting,
        string expected
    )
    {
        var poll = VerdictPoll.Take(Members(nodes), Sequence);

        Assert.Equal(expected, ClusterVerdict.Missing(poll, Votes(poll, rejecting), Wanted(wanted)));
    }

    [Theory]
    [InlineData("a", "a", "")]
    [InlineData("a b-", "a", null)] // b serves and is waited for
    [InlineData("a b-+ c-h", "a", "b c")] // both could take it once they are back
    [InlineData("a b c-h", "a b", "")] // c cannot outvote them
    [InlineData("a b c-h d-+", "a b", "c d")]
    [InlineData("a b-+", "a", "b")]
    [InlineData("a b-l", "a", "")]
    [InlineData("a b-!", "a", "")]
    public void Decide_RejectedByHalfOfAllOrFewer_NamesWhoMayDecideOtherwise(
        string nodes,
        string rejecting,
        string? undecided
    )
    {
        var poll = VerdictPoll.Take(Members(nodes), Sequence);

        var answer = ClusterVerdict.Decide(poll, Votes(poll, rejecting), Durability.Applied(1));

        Assert.Equal(undecided, answer.IsSettled ? string.Join(' ', answer.Undecided) : null);
    }

    private static Durability Wanted(string text) =>
        text == "all" ? Durability.AppliedEverywhere : Durability.Applied(text[0] - '0');

    private static string Told(VerdictAnswer answer) =>
        answer switch
        {
            { IsSettled: false } => "open",
            { Verdict: null } => "unknown",
            { Verdict.Rejection: { } rejection } => rejection.Reason.ToString(),
            _ => "accepted",
        };

    private static List<NodeVote> Votes(VerdictPoll poll, string rejecting)
    {
        var rejections = Words(rejecting)
            .Select(word => word.Split('='))
            .ToDictionary(
                word => word[0] == "unnamed" ? "" : word[0],
                word => new PublishedRejection(
                    Sequence,
                    "",
                    new Rejection(
                        word.Length > 1 ? Enum.Parse<RejectionReason>(word[1]) : RejectionReason.DuplicateKey,
                        null,
                        null,
                        null,
                        "x"
                    )
                )
            );
        var found = new FoundRejections(rejections, new HashSet<string>());
        return [.. poll.Decided.Select(node => NodeVote.Of(node.Status, found, Sequence))];
    }

    private static List<MemberView> Members(string nodes) => [.. Words(nodes).Select(Member)];

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static MemberView Member(string text)
    {
        var marks = text[1..];
        var applied = marks.Contains('-', StringComparison.Ordinal) ? Sequence - 1 : Sequence;
        return new MemberView(
            new MemberStatus
            {
                NodeId = text[..1],
                Kind = "sqlite",
                Endpoint = text,
                ApplierId = text,
                State = State(marks),
                DiffersFrom = marks.Contains('*', StringComparison.Ordinal) ? Sequence : null,
                LastAppliedSequence = applied,
                RestartOffset = applied + 1,
                VerdictsFrom =
                    marks.Contains('?', StringComparison.Ordinal) ? null
                    : marks.Contains('<', StringComparison.Ordinal) ? Sequence + 1
                    : 0,
            },
            TimeSpan.Zero,
            IsAlive: !marks.Contains('+', StringComparison.Ordinal)
        );
    }

    private static NodeState State(string marks) =>
        marks.AsSpan().ContainsAny('!', '*') ? NodeState.Diverged
        : marks.Contains('h', StringComparison.Ordinal) ? NodeState.Halted
        : marks.Contains('l', StringComparison.Ordinal) ? NodeState.Left
        : NodeState.Active;
}
