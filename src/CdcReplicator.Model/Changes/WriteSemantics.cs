namespace CdcReplicator.Model;

/// <summary>How a transaction's changes are taken.</summary>
internal enum WriteSemantics : byte
{
    /// <summary>
    /// From the SDK: existence, expectations and constraints decide; a violation rejects the whole transaction.
    /// </summary>
    Checked,

    /// <summary>
    /// From a database that already decided: applied idempotently by key; a change the node cannot take halts it.
    /// </summary>
    Trusted,
}
