using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Whether a skip is about a place at which a node is halted. One that is not would lie in wait in the log: a node that
/// halts there later would pass over it, unasked. Pure.
/// </summary>
internal static class SkipDecision
{
    /// <summary>Why the skip is refused, and what to give instead; null if a node that lives is halted there.</summary>
    /// <param name="members">The members.</param>
    /// <param name="sequence">The sequence to skip.</param>
    /// <param name="reason">The operator's reason, for the command to give instead.</param>
    public static string? Problem(IEnumerable<MemberView> members, long sequence, string reason)
    {
        MemberView[] halted =
        [
            .. members
                .Where(member => member.Status.State == NodeState.Halted)
                .OrderBy(member => member.Status.NodeId, StringComparer.Ordinal),
        ];
        if (halted.Length == 0)
        {
            return "No node is halted, so nothing waits for a skip; see: cdc-replicator status";
        }

        long[] places = [.. halted.Where(Says).Select(member => member.Status.HaltedAt!.Value).Distinct().Order()];
        return places.Contains(sequence)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"No live node says that it is halted at sequence {sequence}: "
            )
                + $"{string.Join(", ", halted.Select(Text))}. "
                + Instead(places, reason)
                + (halted.All(Says) ? "" : "For a node that cannot say where it is halted, --force gives the order.");
    }

    private static bool Says(MemberView member) => member is { IsAlive: true, Status.HaltedAt: not null };

    private static string Text(MemberView member)
    {
        var node = Printable.Quote(member.Status.NodeId);
        return (member.IsAlive, member.Status.HaltedAt) switch
        {
            (true, { } place) => string.Create(CultureInfo.InvariantCulture, $"{node} is halted at {place}"),
            (true, null) => $"{node} does not say where it is halted",
            (false, { } place) => string.Create(
                CultureInfo.InvariantCulture,
                $"{node} was halted at {place} when its applier died"
            ),
            (false, null) => $"{node} was halted when its applier died",
        };
    }

    private static string Instead(long[] places, string reason) =>
        places.Length == 0
            ? ""
            : "Give instead: "
                + string.Join("; or: ", places.Select(place => OperatorCommand.Skip(place, reason)))
                + ". ";
}
