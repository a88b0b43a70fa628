using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The open database transaction, as a batch sees it: net effects, and the one-by-one path that batches never differ
/// from.
/// </summary>
internal interface IBatchTarget
{
    /// <summary>Applies one transaction.</summary>
    Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Begins a checked transaction that is applied in pieces.</summary>
    Task BeginLongAsync(CancellationToken cancellationToken);

    /// <summary>All of it so far is shown to be accepted, and the next rows are not: keeps the place.</summary>
    Task MarkLongAsync(CancellationToken cancellationToken);

    /// <summary>Applies rows of it one by one; false if one of them was refused.</summary>
    Task<bool> TryRowsAsync(IReadOnlyList<RowChange> rows, CancellationToken cancellationToken);

    /// <summary>Ends it after a row was refused: goes on from the place that was kept as one by one would.</summary>
    /// <param name="transaction">All of it.</param>
    /// <param name="passed">How many of its rows are before that place.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    Task<Verdict> RefuseLongAsync(ChangeTransaction transaction, long passed, CancellationToken cancellationToken);

    /// <summary>Ends it after all its rows.</summary>
    /// <param name="transaction">All of it.</param>
    /// <param name="passed">How many of its rows are before the place that was kept; null if there is none.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    Task<Verdict> EndLongAsync(ChangeTransaction transaction, long? passed, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a snapshot goes on to which every change matters, so that all must be written one by one.
    /// </summary>
    bool FollowsSnapshot { get; }

    /// <summary>Writes one change of a trusted transaction.</summary>
    Task WriteTrustedAsync(ChangeTransaction transaction, RowChange change, CancellationToken cancellationToken);

    /// <summary>Fills in what a batch of checked changes needs to know.</summary>
    Task ReadAsync(KnownTable table, CancellationToken cancellationToken);

    /// <summary>
    /// Asks what the database says of rows by their values alone, and leaves none of them.
    /// </summary>
    /// <returns>A judgement for each row; null if that cannot be asked here.</returns>
    Task<RowJudgement[]?> JudgeAsync(JudgedRows rows, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a net effect. False, and nothing of it is left, if the data was refused or was not as decided; any other
    /// trouble is thrown.
    /// </summary>
    Task<bool> TryWriteAsync(BatchPlan plan, CancellationToken cancellationToken);

    /// <summary>Records transactions that a batch has shown to be rejected.</summary>
    Task RecordAsync(IReadOnlyList<RejectedTransaction> rejected, CancellationToken cancellationToken);
}
