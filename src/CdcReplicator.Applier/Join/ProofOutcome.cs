namespace CdcReplicator.Applier;

/// <summary>What comparing a new node with another one gave.</summary>
internal abstract record ProofOutcome
{
    private ProofOutcome() { }

    /// <summary>Every table is equal.</summary>
    /// <param name="With">The other node.</param>
    /// <param name="Sequence">The sequence of both.</param>
    public sealed record Equal(string With, long Sequence) : ProofOutcome;

    /// <summary>Some tables differ.</summary>
    /// <param name="With">The other node.</param>
    /// <param name="Sequence">The sequence of both.</param>
    /// <param name="Tables">The tables that differ.</param>
    public sealed record Different(string With, long Sequence, IReadOnlyList<string> Tables) : ProofOutcome;

    /// <summary>They were not compared, because an operator has said that the node is right.</summary>
    public sealed record Accepted : ProofOutcome;

    /// <summary>They could not be compared, all of them; neither equal nor different.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record NotComparable(string Why) : ProofOutcome;
}
