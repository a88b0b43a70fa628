using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>Says why a read found no node: what was wanted, the best there is, and each node's reason.</summary>
internal static class RouteReport
{
    public static NoNodeAvailableException Unavailable(
        RouterSnapshot snapshot,
        ReadRequirement requirement,
        long wanted,
        TimeSpan waited,
        RouteCauses causes,
        long now
    )
    {
        var positions = snapshot
            .Nodes.Where(node => requirement.Kind is null || node.Status.Kind == requirement.Kind)
            .Where(node => ReadGate.IsInReadSet(node.Facts(now)))
            .Select(node => node.Position)
            .ToList();
        return new NoNodeAvailableException(
            requirement with
            {
                Sequence = Math.Max(wanted, requirement.Sequence),
            },
            positions.Count == 0 ? null : positions.Max(),
            waited,
            [.. Reasons(snapshot, requirement, wanted, causes, now)],
            causes.All
        );
    }

    private static IEnumerable<string> Reasons(
        RouterSnapshot snapshot,
        ReadRequirement requirement,
        long wanted,
        RouteCauses causes,
        long now
    )
    {
        if (causes.Log is { } log)
        {
            yield return $"the log's end is unknown: {log.Message}";
        }

        if (causes.Members is { } members)
        {
            yield return $"members cannot be followed: {members.Problem}";
        }

        foreach (var hidden in causes.Hidden)
        {
            yield return $"'{hidden.NodeId}' is hidden: {hidden.Problem}";
        }

        foreach (var node in snapshot.Nodes)
        {
            yield return requirement.Kind is { } kind && node.Status.Kind != kind
                ? $"'{node.Id}' is of kind {node.Status.Kind}, not {Printable.Quote(kind)}"
                : $"'{node.Id}' {Reason(node, wanted, causes, now)}";
        }
    }

    private static string Reason(NodeView node, long wanted, RouteCauses causes, long now) =>
        ReadGate.Judge(node.Facts(now), wanted) switch
        {
            GateDecision.StateRefuses => $"is {node.Status.State}",
            GateDecision.Drained => "is drained",
            GateDecision.HeartbeatLost => "gives no sign of life",
            GateDecision.NotProved => node.Member.Proof is { Difference: null, Since: { } since }
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"was last proved at {DateTimeOffset.FromUnixTimeMilliseconds(since):u}, before MaxProofAge"
                )
                : "is not proved to equal the others, and MaxProofAge asks for it",
            GateDecision.TooFarBehind => $"is at {node.Position}",
            _ => causes.Of(node.Id) is { } cause ? $"failed: {cause.Message}" : "qualified too late",
        };
}
