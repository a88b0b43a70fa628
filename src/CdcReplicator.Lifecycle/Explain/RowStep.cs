namespace CdcReplicator.Lifecycle;

/// <summary>A transaction of the log that is about a row.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="At">When the log took it.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Number">Its number there; null if it has none.</param>
/// <param name="Operations">What it does to the row, in order.</param>
/// <param name="Written">Columns it writes, with their values as text; null where it only deletes.</param>
internal sealed record RowStep(
    long Sequence,
    DateTimeOffset At,
    string Publisher,
    long? Number,
    IReadOnlyList<string> Operations,
    IReadOnlyDictionary<string, string?>? Written
)
{
    /// <summary>Why no node takes it: it came before, or was skipped; null if nodes take it.</summary>
    public string? PassedOver { get; init; }

    /// <summary>
    /// What each node has decided: <c>accepted</c>, or why it rejected it. Empty if it is passed over.
    /// </summary>
    public IReadOnlyDictionary<string, string> Verdicts { get; init; } = new Dictionary<string, string>();
}
