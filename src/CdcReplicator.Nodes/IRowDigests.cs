namespace CdcReplicator.Nodes;

/// <summary>Takes the digests of a table's rows.</summary>
internal interface IRowDigests
{
    /// <summary>Whether keys are wanted; making them takes time.</summary>
    bool WantsKeys { get; }

    /// <summary>Takes a row.</summary>
    /// <param name="key">
    /// The key as JSON in key order; for a table without key the digest. Empty if none is wanted.
    /// </param>
    /// <param name="digest">The digest.</param>
    void Add(ReadOnlySpan<char> key, UInt128 digest);
}
