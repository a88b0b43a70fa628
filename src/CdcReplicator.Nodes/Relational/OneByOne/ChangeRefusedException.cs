namespace CdcReplicator.Nodes;

/// <summary>
/// A change cannot be taken as it is: a verdict in a checked transaction, a fault of the node in a trusted one.
/// </summary>
internal sealed class ChangeRefusedException(
    RejectionReason reason,
    TableName? table,
    string? key,
    string? constraint,
    string problem,
    Exception? inner = null
) : ReplicationException(problem, "Correct the change, or the node's tables.", inner)
{
    /// <summary>By what a checked transaction is rejected with.</summary>
    public ChangeRefusedException(Rejection rejection)
        : this(rejection.Reason, rejection.Table, rejection.Key, rejection.Constraint, rejection.Detail) { }

    /// <summary>What a checked transaction is rejected with.</summary>
    public Rejection Rejection { get; } = new(reason, table, key, constraint, problem);
}
