using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>One database transaction of a relational node.</summary>
internal sealed class RelationalNodeTransaction(RelationalNode node, WriteSemantics semantics, IAsyncDisposable held)
    : INodeTransaction,
        IBatchTarget
{
    private const string BatchSavepoint = "cdc_replicator_batch";

    private readonly NodeSession _session = node.Session;
    private readonly TouchedTables _touched = new();
    private SnapshotWriter? _snapshots;
    private CheckedTransactions? _checked;
    private TrustedWriter? _trustedWriter;
    private NodePosition? _next;
    private bool _ended;
    private bool _lost;

    private CheckedTransactions Checked => _checked ??= new CheckedTransactions(node, _session, _touched);

    private SnapshotWriter Snapshots => _snapshots ??= new SnapshotWriter(node, Trusted, _touched);

    private TrustedWriter Trusted => _trustedWriter ??= new TrustedWriter(_session, node.Catalog, _touched);

    /// <inheritdoc/>
    public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken)
    {
        if (transaction.Control is null && transaction.Semantics != semantics)
        {
            throw new InvalidOperationException(
                $"Transaction {transaction.Sequence} is {transaction.Semantics}, the node's transaction {semantics}."
            );
        }

        return GuardAsync(
            () =>
                transaction.Control is not null ? Task.FromResult(Verdict.Accepted)
                : semantics == WriteSemantics.Checked ? Checked.ApplyAsync(transaction, cancellationToken)
                : ApplyTrustedAsync(transaction, cancellationToken),
            $"applying transaction {transaction.Sequence}"
        );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Verdict>> ApplyBatchAsync(IPreparedBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var verdicts = await node.Batches.ApplyAsync(batch, this, cancellationToken).ConfigureAwait(false);
        if (verdicts.Any(verdict => !verdict.IsAccepted))
        {
            // A rejection is told before the commit; one by what the tables no longer are must not be.
            await GuardAsync(() => RequireUnchangedAsync(cancellationToken), "looking at its tables")
                .ConfigureAwait(false);
        }

        return verdicts;
    }

    /// <inheritdoc/>
    public Task BeginLongAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => Checked.BeginLongAsync(cancellationToken), "beginning a long transaction");

    /// <inheritdoc/>
    public Task MarkLongAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => Checked.MarkLongAsync(cancellationToken), "applying a long transaction");

    /// <inheritdoc/>
    public Task<bool> TryRowsAsync(IReadOnlyList<RowChange> rows, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
                await Checked.TryRowsAsync(rows, careful: false, cancellationToken).ConfigureAwait(false) is null,
            "applying rows of a long transaction"
        );

    /// <inheritdoc/>
    public Task<Verdict> RefuseLongAsync(
        ChangeTransaction transaction,
        long passed,
        CancellationToken cancellationToken
    ) =>
        GuardAsync(
            () => Checked.RefuseLongAsync(transaction, passed, cancellationToken),
            $"applying transaction {transaction.Sequence}"
        );

    /// <inheritdoc/>
    public Task<Verdict> EndLongAsync(
        ChangeTransaction transaction,
        long? passed,
        CancellationToken cancellationToken
    ) =>
        GuardAsync(
            () => Checked.EndLongAsync(transaction, passed, cancellationToken),
            $"applying transaction {transaction.Sequence}"
        );

    /// <inheritdoc/>
    public bool FollowsSnapshot => (_snapshots?.Ledger ?? node.Snapshots).IsWaiting;

    /// <inheritdoc/>
    public Task WriteTrustedAsync(
        ChangeTransaction transaction,
        RowChange change,
        CancellationToken cancellationToken
    ) =>
        GuardAsync(
            () => WriteTrustedAsync(Concerns(transaction), transaction, change, cancellationToken),
            "applying a change"
        );

    /// <inheritdoc/>
    public Task ReadAsync(KnownTable table, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                _touched.Touch(table.Rules.Table);
                await node.Store.ReadAsync(table, cancellationToken).ConfigureAwait(false);
                return true;
            },
            "reading what a batch touches"
        );

    /// <inheritdoc/>
    public Task<RowJudgement[]?> JudgeAsync(JudgedRows rows, CancellationToken cancellationToken) =>
        GuardAsync(() => JudgeRowsAsync(rows, cancellationToken), "looking which rows it takes");

    /// <inheritdoc/>
    public Task<bool> TryWriteAsync(BatchPlan plan, CancellationToken cancellationToken) =>
        GuardAsync(() => TryPlanAsync(plan, cancellationToken), "applying a batch");

    /// <inheritdoc/>
    public Task RecordAsync(IReadOnlyList<RejectedTransaction> rejected, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                await node.Rejections.RecordAsync(rejected, cancellationToken).ConfigureAwait(false);
                return true;
            },
            "recording rejections"
        );

    /// <inheritdoc/>
    public Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    ) =>
        GuardAsync(
            async () =>
            {
                foreach (var publisher in publishers)
                {
                    await node.State.PutPublisherAsync(_session, publisher, cancellationToken).ConfigureAwait(false);
                }

                await node.State.PutAppendTimeAsync(_session, next.AppendTime, cancellationToken).ConfigureAwait(false);
                await node.Memory.NoteAsync(_session, _touched, cancellationToken).ConfigureAwait(false);
                await node.SourceTables.NoteAsync(_session, _touched, cancellationToken).ConfigureAwait(false);
                if (
                    !await node
                        .State.AdvanceAsync(
                            _session,
                            expected,
                            next,
                            _touched.Versions,
                            node.Database,
                            cancellationToken
                        )
                        .ConfigureAwait(false)
                )
                {
                    await RequireUnchangedAsync(cancellationToken).ConfigureAwait(false);
                    throw new NodeFencedException(node.Id);
                }

                await node.ForgetPublishersAsync(next.LogTime, cancellationToken).ConfigureAwait(false);
                _next = next;
                return true;
            },
            "moving the position"
        );

    /// <inheritdoc/>
    public Task CommitAsync(CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                await _session.RunAsync("COMMIT", cancellationToken).ConfigureAwait(false);
                _ended = true;
                node.Committed(_next, _touched, _snapshots?.Ledger);
                return true;
            },
            "committing"
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ended)
            {
                _ended = true;
                await node.AbandonAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await held.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> RequireUnchangedAsync(CancellationToken stop) =>
        await node.Database.AreAsReadAsync(_session, _touched.Versions, stop).ConfigureAwait(false)
            ? true
            : throw NodeFaults.CatalogChanged();

    private async Task<bool> TryPlanAsync(BatchPlan plan, CancellationToken stop)
    {
        _touched.Add(plan);
        await _session.QueueAsync($"SAVEPOINT {BatchSavepoint}", stop).ConfigureAwait(false);
        var isWritten = true;
        try
        {
            await (
                plan.ProvesForeignKeys ? WriteProvenAsync(plan, stop) : plan.WriteAsync(node.Store, stop)
            ).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BatchConflictException || node.VerdictOf(e) is not null)
        {
            isWritten = false;
            await _session.RunAsync($"ROLLBACK TO SAVEPOINT {BatchSavepoint}", stop).ConfigureAwait(false);
            node.Store.RolledBack();
        }

        await _session.QueueAsync($"RELEASE SAVEPOINT {BatchSavepoint}", stop).ConfigureAwait(false);
        return isWritten;
    }

    private async Task<RowJudgement[]?> JudgeRowsAsync(JudgedRows rows, CancellationToken stop)
    {
        await _session.QueueAsync($"SAVEPOINT {BatchSavepoint}", stop).ConfigureAwait(false);
        RowJudgement[]? judgements = null;
        try
        {
            judgements = await node.Store.JudgeAsync(rows, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (node.VerdictOf(e) is not null)
        {
            // Something of a row is refused before the row itself can be: one by one tells.
        }

        await _session.RunAsync($"ROLLBACK TO SAVEPOINT {BatchSavepoint}", stop).ConfigureAwait(false);
        await _session.QueueAsync($"RELEASE SAVEPOINT {BatchSavepoint}", stop).ConfigureAwait(false);
        node.Store.RolledBack();
        return judgements is null ? null : await NameColumnsAsync(rows, judgements, stop).ConfigureAwait(false);
    }

    private async Task<RowJudgement[]> NameColumnsAsync(
        JudgedRows rows,
        RowJudgement[] judgements,
        CancellationToken stop
    )
    {
        for (var i = 0; i < judgements.Length; i++)
        {
            if (judgements[i].Reason != RejectionReason.InvalidValue)
            {
                continue;
            }

            var row = rows.Rows[i];
            var named = await RefusedColumn
                .FindAsync(node.Database, rows.Table, rows.Columns.Columns, place => row[place], stop)
                .ConfigureAwait(false);
            judgements[i] = named is null ? judgements[i] : judgements[i].InColumn(named);
        }

        return judgements;
    }

    /// <summary>If it fails, the savepoint has triggers act again.</summary>
    private async Task WriteProvenAsync(BatchPlan plan, CancellationToken stop)
    {
        await node.Database.ActAsReplicaAsync(_session, acts: true, stop).ConfigureAwait(false);
        await plan.WriteAsync(node.Store, stop).ConfigureAwait(false);
        await node.Database.ActAsReplicaAsync(_session, acts: false, stop).ConfigureAwait(false);
    }

    private async Task<Verdict> ApplyTrustedAsync(ChangeTransaction transaction, CancellationToken stop)
    {
        var concerns = Concerns(transaction);
        foreach (var change in transaction.Rows)
        {
            await WriteTrustedAsync(concerns, transaction, change, stop).ConfigureAwait(false);
        }

        return Verdict.Accepted;
    }

    private bool Concerns(ChangeTransaction transaction) =>
        (_snapshots?.Ledger ?? node.Snapshots).Concerns(transaction);

    private async Task<bool> WriteTrustedAsync(
        bool concernsSnapshot,
        ChangeTransaction transaction,
        RowChange change,
        CancellationToken stop
    )
    {
        if (!concernsSnapshot)
        {
            await WriteOneTrustedAsync(change, transaction.Source, isOfSnapshot: false, stop).ConfigureAwait(false);
            return true;
        }

        var step = await Snapshots.BeforeAsync(transaction, change, stop).ConfigureAwait(false);
        var row = await WriteOneTrustedAsync(change, transaction.Source, step.Brings, stop).ConfigureAwait(false);
        await Snapshots.AfterAsync(step, transaction, change, row, stop).ConfigureAwait(false);
        return true;
    }

    private async Task<RowKey?> WriteOneTrustedAsync(
        RowChange change,
        string source,
        bool isOfSnapshot,
        CancellationToken stop
    )
    {
        try
        {
            if (isOfSnapshot)
            {
                await Snapshots.MakeRoomAsync(source, change, stop).ConfigureAwait(false);
            }

            if (node.Catalog.Find(change.Table) is { } table)
            {
                _touched.Touch(source, table.Name);
            }

            return await Trusted.WriteAsync(change, stop).ConfigureAwait(false);
        }
        catch (ChangeRefusedException refused)
        {
            throw NodeFaults.Refused(refused, Trusted.NameRow(change)?.ToJson(), source);
        }
        catch (Exception e) when (node.VerdictOf(e) is { } error)
        {
            var found = await node.InColumnAsync(error, Trusted, stop).ConfigureAwait(false);
            throw NodeFaults.RefusedOfTrusted(found, change, source, Trusted.CurrentKey?.ToJson(), e);
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, string doing)
    {
        if (_lost || _ended)
        {
            throw NodeFaults.TransactionLost();
        }

        _lost = true;
        var result = await node.GuardAsync(work, doing).ConfigureAwait(false);
        _lost = false;
        return result;
    }
}
