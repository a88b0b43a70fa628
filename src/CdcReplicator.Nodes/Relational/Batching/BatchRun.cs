namespace CdcReplicator.Nodes;

/// <summary>
/// A batch's way into the database, inside the database transaction: it reads what decides, writes net effects, and
/// has one by one beside it for what cannot be proved.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="oneByOne">The reference, in the same database transaction.</param>
/// <param name="guard">Runs each step.</param>
/// <param name="touched">Takes in what is touched.</param>
internal sealed class BatchRun(RelationalNode node, OneByOne oneByOne, TransactionGuard guard, TouchedTables touched)
{
    private const string Savepoint = "cdc_replicator_batch";

    private readonly NodeSession _session = node.Session;

    /// <summary>The reference.</summary>
    public OneByOne OneByOne => oneByOne;

    /// <summary>Fills in what a batch of checked changes needs to know.</summary>
    public Task ReadAsync(KnownTable table, CancellationToken stop) =>
        guard.RunAsync(
            async () =>
            {
                touched.Touch(table.Rules.Table);
                await node.Store.ReadAsync(table, stop).ConfigureAwait(false);
                return true;
            },
            "reading what a batch touches"
        );

    /// <summary>Asks what the database says of rows by their values alone, and leaves none of them.</summary>
    /// <returns>A judgement for each row; null if that cannot be asked here.</returns>
    public Task<RowJudgement[]?> JudgeAsync(JudgedRows rows, CancellationToken stop) =>
        guard.RunAsync(() => JudgeRowsAsync(rows, stop), "looking which rows it takes");

    /// <summary>
    /// Writes a net effect. False, and nothing of it is left, if the data was refused or was not as decided; any other
    /// trouble is thrown.
    /// </summary>
    public Task<bool> TryWriteAsync(BatchPlan plan, CancellationToken stop) =>
        guard.RunAsync(() => TryPlanAsync(plan, stop), "applying a batch");

    /// <summary>Records transactions that a batch has shown to be rejected.</summary>
    public Task RecordAsync(IReadOnlyList<RejectedTransaction> rejected, CancellationToken stop) =>
        guard.RunAsync(
            async () =>
            {
                await node.Rejections.RecordAsync(rejected, stop).ConfigureAwait(false);
                return true;
            },
            "recording rejections"
        );

    private async Task<bool> TryPlanAsync(BatchPlan plan, CancellationToken stop)
    {
        touched.Add(plan);
        await _session.QueueAsync($"SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
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
            await _session.RunAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
            node.Store.RolledBack();
        }

        await _session.QueueAsync($"RELEASE SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
        return isWritten;
    }

    private async Task<RowJudgement[]?> JudgeRowsAsync(JudgedRows rows, CancellationToken stop)
    {
        await _session.QueueAsync($"SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
        RowJudgement[]? judgements = null;
        try
        {
            judgements = await node.Store.JudgeAsync(rows, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (node.VerdictOf(e) is not null)
        {
            // Something in a row is refused before the row itself can be. One by one says what.
        }

        await _session.RunAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
        await _session.QueueAsync($"RELEASE SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
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
}
