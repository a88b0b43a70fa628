namespace CdcReplicator;

/// <summary>What becomes of a request whose token is unsigned, changed, unreadable or of another log.</summary>
public enum BadTokenAnswer
{
    /// <summary>It is answered with 400 and a problem document that says why.</summary>
    Refuse,

    /// <summary>
    /// It is served by a session without a token: what the caller wrote or saw before may be missing from it.
    /// </summary>
    StartAnew,
}
