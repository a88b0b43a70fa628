namespace CdcReplicator;

/// <summary>What became of a transaction whose outcome was unknown. Final.</summary>
/// <param name="Sequence">Its number in the cluster if it was logged; null if it had and will have no effect.</param>
/// <param name="SessionToken">The position a read must have reached to see it; null if it had no effect.</param>
public sealed record Resolution(long? Sequence, SessionToken? SessionToken)
{
    /// <summary>
    /// Whether the transaction is in the log. Whether its rows were accepted is the verdict's business.
    /// </summary>
    public bool WasLogged => Sequence is not null;
}
