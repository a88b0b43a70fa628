using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>Whether a pause or a resume is about a node that it would change. Pure.</summary>
internal static class PauseDecision
{
    /// <summary>Why a pause is refused, and what to do; null if it is not.</summary>
    /// <param name="members">The members.</param>
    /// <param name="node">The node to pause.</param>
    public static string? ProblemOfPause(MemberList members, string node) =>
        Unknown(members, node)
        ?? (
            Find(members, node) is { IsAlive: true, Status.PausedAt: { } at }
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Node {Printable.Quote(node)} is paused already, at sequence {at}. "
                ) + $"To let it go on: {OperatorCommand.Resume(node)}"
                : null
        );

    /// <summary>Why a resume is refused, and what to do; null if it is not.</summary>
    /// <param name="members">The members.</param>
    /// <param name="node">The node to let go on.</param>
    public static string? ProblemOfResume(MemberList members, string node) =>
        Unknown(members, node)
        ?? (
            Find(members, node) is { IsAlive: true, Status.PausedAt: not null }
                ? null
                : $"Node {Printable.Quote(node)} does not say that it is paused, so the order might end nothing. "
                    + "If it has not reached its pause yet, or its applier is dead, say --force."
        );

    private static MemberView? Find(MemberList members, string node) =>
        members.FirstOrDefault(member => member.Status.NodeId == node);

    private static string? Unknown(MemberList members, string node)
    {
        if (Find(members, node) is not null)
        {
            return null;
        }

        var known = members.Select(member => member.Status.NodeId).ToList();
        return $"There is no node {Printable.Quote(node)}. "
            + (known.Count == 0 ? "No members are known yet." : $"Name one of: {string.Join(", ", known)}.")
            + " For one that is still to come, say --force.";
    }
}
