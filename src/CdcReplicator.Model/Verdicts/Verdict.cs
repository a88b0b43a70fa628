namespace CdcReplicator;

/// <summary>What became of a transaction: accepted, or rejected with a reason. The same on every node (G3).</summary>
/// <param name="Rejection">Why and where it was rejected; null if it was accepted.</param>
public readonly record struct Verdict(Rejection? Rejection)
{
    /// <summary>Accepted.</summary>
    public static Verdict Accepted => default;

    /// <summary>Whether the transaction took effect.</summary>
    public bool IsAccepted => Rejection is null;

    /// <summary>Rejected.</summary>
    public static Verdict Rejected(Rejection rejection) => new(rejection);
}
