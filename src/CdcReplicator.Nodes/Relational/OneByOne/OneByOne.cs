using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies transactions of the log one by one, inside one database transaction: the reference. Batches send here what
/// they cannot prove.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="semantics">How all the transactions are taken.</param>
/// <param name="guard">Runs each step.</param>
/// <param name="touched">Takes in what is touched.</param>
internal sealed class OneByOne(
    RelationalNode node,
    WriteSemantics semantics,
    TransactionGuard guard,
    TouchedTables touched
)
{
    private readonly NodeSession _session = node.Session;
    private CheckedTransactions? _checked;
    private TrustedTransactions? _trusted;

    private CheckedTransactions Checked => _checked ??= new CheckedTransactions(node, _session, touched);

    private TrustedTransactions Trusted => _trusted ??= new TrustedTransactions(node, _session, touched);

    /// <summary>The sources' snapshots after what was written; null if nothing of it concerned one.</summary>
    public SnapshotLedger? Snapshots => _trusted?.Snapshots;

    /// <summary>
    /// Whether a snapshot goes on to which every change matters, so that all must be written one by one.
    /// </summary>
    public bool FollowsSnapshot => (Snapshots ?? node.Snapshots).IsWaiting;

    /// <summary>Applies one transaction, all or none.</summary>
    /// <exception cref="InvalidOperationException">It is of the other semantics.</exception>
    public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken stop)
    {
        if (transaction.Control is null && transaction.Semantics != semantics)
        {
            throw new InvalidOperationException(
                $"Transaction {transaction.Sequence} is {transaction.Semantics}, the node's transaction {semantics}."
            );
        }

        return guard.RunAsync(
            () =>
                transaction.Control is not null ? Task.FromResult(Verdict.Accepted)
                : semantics == WriteSemantics.Checked ? Checked.ApplyAsync(transaction, stop)
                : Trusted.ApplyAsync(transaction, stop),
            $"applying transaction {transaction.Sequence}"
        );
    }

    /// <summary>Writes one change of a trusted transaction.</summary>
    public Task WriteTrustedAsync(ChangeTransaction transaction, RowChange change, CancellationToken stop) =>
        guard.RunAsync(() => Trusted.WriteAsync(transaction, change, stop), "applying a change");

    /// <summary>Begins a checked transaction that is applied in pieces.</summary>
    public Task BeginLongAsync(CancellationToken stop) =>
        guard.RunAsync(() => Checked.BeginLongAsync(stop), "beginning a long transaction");

    /// <summary>All of it so far is shown to be accepted, and the next rows are not: keeps the place.</summary>
    public Task MarkLongAsync(CancellationToken stop) =>
        guard.RunAsync(() => Checked.MarkLongAsync(stop), "applying a long transaction");

    /// <summary>Applies rows of it one by one; false if one of them was refused.</summary>
    public Task<bool> TryRowsAsync(IReadOnlyList<RowChange> rows, CancellationToken stop) =>
        guard.RunAsync(
            async () => await Checked.TryRowsAsync(rows, careful: false, stop).ConfigureAwait(false) is null,
            "applying rows of a long transaction"
        );

    /// <summary>Ends it after a row was refused: goes on from the place that was kept.</summary>
    /// <param name="transaction">All of it.</param>
    /// <param name="passed">How many of its rows are before that place.</param>
    /// <param name="stop">Gives it up.</param>
    public Task<Verdict> RefuseLongAsync(ChangeTransaction transaction, long passed, CancellationToken stop) =>
        guard.RunAsync(
            () => Checked.RefuseLongAsync(transaction, passed, stop),
            $"applying transaction {transaction.Sequence}"
        );

    /// <summary>Ends it after all its rows.</summary>
    /// <param name="transaction">All of it.</param>
    /// <param name="passed">How many of its rows are before the place that was kept; null if there is none.</param>
    /// <param name="stop">Gives it up.</param>
    public Task<Verdict> EndLongAsync(ChangeTransaction transaction, long? passed, CancellationToken stop) =>
        guard.RunAsync(
            () => Checked.EndLongAsync(transaction, passed, stop),
            $"applying transaction {transaction.Sequence}"
        );
}
