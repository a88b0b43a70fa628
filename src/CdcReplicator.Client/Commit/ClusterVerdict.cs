using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>What a writer is told of its transaction, by what the nodes made of it.</summary>
internal static class ClusterVerdict
{
    /// <summary>The verdict of most nodes that have decided; null if it is kept no longer.</summary>
    public static Verdict? Of(
        IReadOnlyList<RouterMember> members,
        IReadOnlyDictionary<string, PublishedRejection> rejections,
        long sequence
    )
    {
        if (rejections.TryGetValue("", out var unnamed))
        {
            // Of an earlier version, where all nodes published under one key.
            return Verdict.Rejected(unnamed.Rejection);
        }

        var verdicts = Verdicts(members, rejections, sequence);
        if (verdicts.Count == 0)
        {
            return null;
        }

        return VerdictComparison.Of(verdicts).Prevailing is { } reason
            ? Verdict.Rejected(rejections[verdicts.First(verdict => verdict.Reason == reason).NodeId].Rejection)
            : Verdict.Accepted;
    }

    /// <summary>How nodes disagree so that nothing tells who is right; null if they do not.</summary>
    public static string? Disagreement(
        IReadOnlyList<RouterMember> members,
        IReadOnlyDictionary<string, PublishedRejection> rejections,
        long sequence
    )
    {
        var verdicts = Verdicts(members, rejections, sequence);
        return VerdictComparison.Of(verdicts).IsTie
            ? "the nodes decided differently, and nothing tells which is right: "
                + string.Join(
                    ", ",
                    verdicts.Select(verdict =>
                        $"'{verdict.NodeId}' {(verdict.Reason is { } reason ? $"rejected it ({reason})" : "accepted it")}"
                    )
                )
            : null;
    }

    // Nodes known to differ count only if there are no others.
    private static List<NodeVerdict> Verdicts(
        IReadOnlyList<RouterMember> members,
        IReadOnlyDictionary<string, PublishedRejection> rejections,
        long sequence
    )
    {
        var deciders = members
            .Select(member => member.Status)
            .Where(status => status.State != NodeState.Left && status.LastAppliedSequence >= sequence)
            .Where(status => status.VerdictsFrom is not { } from || from <= sequence)
            .ToList();
        var sound = deciders.Where(status => status.State != NodeState.Diverged).ToList();
        return
        [
            .. (sound.Count > 0 ? sound : deciders).Select(status => new NodeVerdict(
                status.NodeId,
                rejections.GetValueOrDefault(status.NodeId)?.Rejection.Reason
            )),
        ];
    }
}
