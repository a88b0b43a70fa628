namespace CdcReplicator.Applier;

/// <summary>
/// The log contradicts itself about a transaction: a fault of the log. Every node halts at the record.
/// </summary>
internal class BrokenTransactionException : ReplicationException
{
    /// <summary>A contradiction.</summary>
    /// <param name="offset"><see cref="Offset"/>.</param>
    /// <param name="problem">What is wrong; a sentence.</param>
    public BrokenTransactionException(long offset, string problem)
        : this(offset, problem, "Find out what its publisher did.") { }

    /// <summary>A contradiction with a remedy of its own.</summary>
    /// <param name="offset"><see cref="Offset"/>.</param>
    /// <param name="problem">What is wrong; a sentence.</param>
    /// <param name="remedy">What to do.</param>
    protected BrokenTransactionException(long offset, string problem, string remedy)
        : base($"Record at offset {offset}: {problem}", remedy) => Offset = offset;

    /// <summary>The record at which it showed.</summary>
    public long Offset { get; }
}
