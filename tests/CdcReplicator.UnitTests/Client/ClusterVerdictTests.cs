using CdcReplicator.ChangeLog;
using CdcReplicator.Client;
using CdcReplicator.Model;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public sealed class ClusterVerdictTests
{
    private const long Sequence = 10;

    [Theory]
    [InlineData("a b", "", "accepted")]
    [InlineData("a b", "a b", "DuplicateKey")]
    [InlineData("a b c", "c", "accepted")] // the odd one is not believed
    [InlineData("a b c", "a b", "DuplicateKey")]
    [InlineData("a b", "b", "disagree")]
    [InlineData("a b!", "b", "accepted")] // b is known to differ
    [InlineData("a!", "a", "DuplicateKey")] // nobody else has decided
    [InlineData("a<", "", "unknown")] // kept no longer
    [InlineData("a< b", "b", "DuplicateKey")]
    [InlineData("a", "-", "DuplicateKey")] // published by an earlier version
    public void Of_NodesAndRejections_GiveWhatTheWriterIsTold(string nodes, string rejecting, string expected)
    {
        var members = nodes.Split(' ').Select(Member).ToList();
        var rejections = rejecting
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(
                node => node.Trim('-'),
                _ => new PublishedRejection(
                    Sequence,
                    "",
                    new Rejection(RejectionReason.DuplicateKey, null, null, null, "x")
                )
            );

        var told = ClusterVerdict.Disagreement(members, rejections, Sequence) is { } disagreement
            ? $"disagree {disagreement}"
            : ClusterVerdict.Of(members, rejections, Sequence) switch
            {
                null => "unknown",
                { Rejection: { } rejection } => rejection.Reason.ToString(),
                _ => "accepted",
            };

        Assert.StartsWith(expected, told, StringComparison.Ordinal);
    }

    private static RouterMember Member(string text) =>
        new(
            new MemberStatus
            {
                NodeId = text.TrimEnd('!', '<'),
                Kind = "sqlite",
                Endpoint = text,
                ApplierId = text,
                State = text.EndsWith('!') ? NodeState.Diverged : NodeState.Active,
                LastAppliedSequence = Sequence,
                RestartOffset = Sequence + 1,
                VerdictsFrom = text.EndsWith('<') ? Sequence + 1 : 0,
            },
            IsAlive: true
        );
}
