namespace CdcReplicator.Cluster;

/// <summary>
/// Where continuous verification stands. Beside the log, so that whoever asks next goes on from here.
/// </summary>
/// <param name="Asker">The process that asks.</param>
/// <param name="WaitMilliseconds">How long after this entry the next question is due.</param>
/// <param name="Began">
/// When the round over all tables began, by the store's clock in Unix milliseconds; null in the entry that begins one.
/// </param>
/// <param name="Table">The table under way; null between two rounds.</param>
/// <param name="After">The key after which the table's next range begins; null for its beginning.</param>
/// <param name="TableSince">When the table's first range was asked for; null before.</param>
/// <param name="Equal">Nodes that were equal in all of the table's ranges so far.</param>
/// <param name="Rows">Rows of the table compared so far.</param>
/// <param name="RowsPerRange">How many rows a range has.</param>
internal sealed record ProofRound(
    string Asker,
    long WaitMilliseconds,
    long? Began,
    string? Table,
    IReadOnlyList<long>? After,
    long? TableSince,
    IReadOnlyList<string> Equal,
    long Rows,
    long RowsPerRange
);
