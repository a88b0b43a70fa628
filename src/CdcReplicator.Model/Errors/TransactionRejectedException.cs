namespace CdcReplicator;

/// <summary>
/// A committed transaction was rejected by the rules of its tables; it has no effect on any node that decides as those
/// that were asked (<see cref="Undecided"/>).
/// </summary>
public sealed class TransactionRejectedException : ReplicationException
{
    /// <summary>A rejection.</summary>
    /// <param name="sequence">The transaction's sequence.</param>
    /// <param name="rejection">Reason, table and key.</param>
    /// <param name="undecided">Nodes that may still decide otherwise; none by default.</param>
    public TransactionRejectedException(long sequence, Rejection rejection, IReadOnlyList<string>? undecided = null)
        : base(Told(sequence, rejection), WayOn(undecided ?? []))
    {
        Sequence = sequence;
        Rejection = rejection;
        Undecided = undecided ?? [];
    }

    /// <summary>The transaction's sequence.</summary>
    public long Sequence { get; }

    /// <summary>Reason, table and key.</summary>
    public Rejection Rejection { get; }

    /// <summary>
    /// Nodes that do not serve now and have not decided yet, if those that rejected are no more than half of all
    /// known. Should these decide otherwise once they are back, the nodes differ, and status and reads show it. Empty
    /// where most of all known nodes have rejected the transaction alike.
    /// </summary>
    public IReadOnlyList<string> Undecided { get; }

    private static string Told(long sequence, Rejection rejection) =>
        $"Transaction {sequence} was rejected: {rejection.Detail}";

    private static string WayOn(IReadOnlyList<string> undecided) =>
        undecided.Count == 0
            ? "Read the current row and decide anew; the transaction had no effect."
            : "Read the current row and decide anew; the transaction had no effect on the nodes that serve. "
                + $"Not decided yet by {string.Join(", ", undecided.Select(node => $"'{node}'"))}: "
                + "should they take it when they are back, 'cdc-replicator status' says which node differs.";
}
