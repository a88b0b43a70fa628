namespace CdcReplicator.Model;

/// <summary>Control messages of a transaction that order nothing.</summary>
/// <param name="Count">How many; at least 1.</param>
/// <param name="Why">Why the first orders nothing: ends a sentence that begins with "it".</param>
internal sealed record IgnoredControls(long Count, string Why)
{
    /// <summary>Prefix of the message, if it is the transaction; null inside a transaction of rows.</summary>
    public string? Prefix { get; init; }
}
