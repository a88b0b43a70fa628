namespace CdcReplicator.Cluster;

/// <summary>
/// Who ordered what, from where. What it says of the person is what the person's machine said, which proves nothing:
/// the broker's own log of who was admitted does.
/// </summary>
/// <param name="Order">The order's name, as <c>drain</c>.</param>
/// <param name="Target">What it was given for: a node, a source, the content of a control message.</param>
/// <param name="Reason">Why; null if nothing was said.</param>
/// <param name="Giver">Who gave it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Failure">What was wrong, if it failed.</param>
internal sealed record AuditRecord(
    string Order,
    string Target,
    string? Reason,
    OrderGiver Giver,
    OrderOutcome Outcome = OrderOutcome.Begun,
    string? Failure = null
);
