using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies checked transactions of the log one by one, each in a savepoint: the reference. Also ends those that are
/// applied in pieces, with the same verdict. See DESIGN.md.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="session">In the node's transaction.</param>
/// <param name="touched">Takes in what is touched.</param>
internal sealed class CheckedTransactions(RelationalNode node, NodeSession session, TouchedTables touched)
{
    private const string Savepoint = "cdc_replicator_transaction";

    /// <summary>Inside the other: what is before it is shown to be accepted.</summary>
    private const string Mark = "cdc_replicator_proven";

    private readonly CheckedWriter _writer = new(session, node.Catalog, touched);

    /// <summary>Applies one.</summary>
    public async Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken stop)
    {
        await session.QueueAsync($"SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
        var rejection = await TryAsync(transaction.Rows, careful: false, stop).ConfigureAwait(false);
        if (rejection is not null)
        {
            await session.RunAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
            rejection = await TryAsync(transaction.Rows, careful: true, stop).ConfigureAwait(false);
        }

        return await EndAsync(transaction, rejection, stop).ConfigureAwait(false);
    }

    /// <summary>Begins one that is applied in pieces.</summary>
    public async Task<bool> BeginLongAsync(CancellationToken stop)
    {
        await session.QueueAsync($"SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
        return true;
    }

    /// <summary>Keeps the place up to which it is shown to be accepted.</summary>
    public async Task<bool> MarkLongAsync(CancellationToken stop)
    {
        await session.QueueAsync($"SAVEPOINT {Mark}", stop).ConfigureAwait(false);
        return true;
    }

    /// <summary>Writes rows, one after the other; what is against them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="careful">Whether to ask before each write, so that every kind of database says the same.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<Rejection?> TryRowsAsync(IEnumerable<RowChange> rows, bool careful, CancellationToken stop)
    {
        try
        {
            foreach (var change in rows)
            {
                await _writer.WriteAsync(change, careful, stop).ConfigureAwait(false);
            }

            return null;
        }
        catch (ChangeRefusedException refused)
        {
            return refused.Rejection.Key is null && _writer.CurrentKey?.ToJson() is { } key
                ? refused.Rejection with
                {
                    Key = key,
                    Detail = $"Row {key} of {refused.Rejection.Table}: {refused.Rejection.Detail}",
                }
                : refused.Rejection;
        }
        catch (Exception e) when (node.VerdictOf(e) is not null)
        {
            var error = await node.InColumnAsync(node.VerdictOf(e)!, _writer, stop).ConfigureAwait(false);
            return RejectionOf(error, _writer.CurrentTable, _writer.CurrentKey?.ToJson());
        }
    }

    /// <summary>Ends one that is applied in pieces, all of whose rows were taken.</summary>
    /// <param name="transaction">All of it.</param>
    /// <param name="passed">How many of its rows are before the place that was kept; null if there is none.</param>
    /// <param name="stop">Gives it up.</param>
    public async Task<Verdict> EndLongAsync(ChangeTransaction transaction, long? passed, CancellationToken stop) =>
        passed is { } proven && await CheckDeferredAsync(stop).ConfigureAwait(false) is not null
            ? await RefuseLongAsync(transaction, proven, stop).ConfigureAwait(false)
            : await EndAsync(transaction, rejection: null, stop).ConfigureAwait(false);

    /// <summary>
    /// Ends one that is applied in pieces and was refused. Carefully, all before the place passes: goes on from there.
    /// </summary>
    /// <param name="transaction">All of it.</param>
    /// <param name="passed">How many of its rows are before the place that was kept.</param>
    /// <param name="stop">Gives it up.</param>
    public async Task<Verdict> RefuseLongAsync(ChangeTransaction transaction, long passed, CancellationToken stop)
    {
        await session.RunAsync($"ROLLBACK TO SAVEPOINT {Mark}", stop).ConfigureAwait(false);
        var rest = transaction.Rows.Skip(checked((int)passed));
        var rejection = await TryAsync(rest, careful: true, stop).ConfigureAwait(false);
        var verdict = await EndAsync(transaction, rejection, stop).ConfigureAwait(false);
        node.Store.RolledBack();
        return verdict;
    }

    private async Task<Rejection?> TryAsync(IEnumerable<RowChange> rows, bool careful, CancellationToken stop) =>
        await TryRowsAsync(rows, careful, stop).ConfigureAwait(false)
        ?? await CheckDeferredAsync(stop).ConfigureAwait(false);

    private async Task<Verdict> EndAsync(ChangeTransaction transaction, Rejection? rejection, CancellationToken stop)
    {
        if (rejection is not null)
        {
            await session.RunAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
            RejectedTransaction[] rejected = [new(transaction, rejection)];
            await node.Rejections.RecordAsync(rejected, stop).ConfigureAwait(false);
        }

        await session.QueueAsync($"RELEASE SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
        return rejection is null ? Verdict.Accepted : Verdict.Rejected(rejection);
    }

    private async Task<Rejection?> CheckDeferredAsync(CancellationToken stop)
    {
        // Databases do not all say which row violates a deferred constraint, so table and key stay open.
        try
        {
            var deferred = node.Catalog.DeferredConstraints;
            return await node.Database.CheckDeferredAsync(session, deferred, stop).ConfigureAwait(false)
                ? null
                : new Rejection(
                    RejectionReason.ForeignKeyViolation,
                    null,
                    null,
                    null,
                    "A deferred foreign key is violated at the end of the transaction."
                );
        }
        catch (Exception e) when (node.VerdictOf(e) is not null)
        {
            return RejectionOf(node.VerdictOf(e)!, null, null);
        }
    }

    private static Rejection RejectionOf(DatabaseError error, TableName? table, string? key) =>
        table is { } named
            ? RowRefusal.ByDatabase(error.Verdict.Reason!.Value, named, key, error.Problem)
            : new Rejection(error.Verdict.Reason!.Value, null, null, null, error.Problem);
}
