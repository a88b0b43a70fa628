using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// How one kind of database reads and writes many rows at a time, inside the open database transaction.
/// </summary>
internal interface IBatchStore
{
    /// <summary>Fills in what a batch of checked changes needs to know.</summary>
    Task ReadAsync(KnownTable table, CancellationToken cancellationToken);

    /// <summary>
    /// Asks what the database says of rows by their values alone. The caller takes back what that writes.
    /// </summary>
    /// <returns>A judgement for each row; null if this store cannot ask.</returns>
    Task<RowJudgement[]?> JudgeAsync(JudgedRows rows, CancellationToken cancellationToken);

    /// <summary>Deletes the rows of one table that must go, and empties it if it must be emptied.</summary>
    /// <exception cref="BatchConflictException">A row of a checked change was not there.</exception>
    Task DeleteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken);

    /// <summary>Updates, upserts and inserts rows of one table.</summary>
    /// <exception cref="BatchConflictException">Rows were there or missing against what was decided.</exception>
    Task WriteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken);

    /// <summary>
    /// Told of a plan that is written next, while the database works on the one before: what can be made of it without
    /// the database may be made meanwhile, in the background and beside everything else.
    /// </summary>
    void Expect(BatchPlan plan);

    /// <summary>A database transaction has begun.</summary>
    void Begin();

    /// <summary>The database transaction, or a part of it, was rolled back.</summary>
    void RolledBack();
}
