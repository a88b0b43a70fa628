namespace CdcReplicator.Model;

/// <summary>
/// A value does not fit its column. In a checked transaction a verdict, in a trusted one a fault of the node.
/// </summary>
internal sealed class InvalidValueException(string problem)
    : ReplicationException(problem, "Send a value of the column's type and size.")
{
    /// <summary>
    /// The setting of the source (<c>Sources:NAME:…</c>) that tells how the value is read; null if none would help.
    /// </summary>
    public string? Setting { get; init; }
}
