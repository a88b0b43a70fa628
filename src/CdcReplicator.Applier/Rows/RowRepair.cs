using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>
/// Writes into a node what others have at the same position. Its applying rests from the order's record on until this
/// returns. So the rows that come belong exactly to the position at which they are written.
/// </summary>
internal sealed class RowRepair(INode node, RowsStore store, TimeProvider time)
{
    /// <summary>Repairs, or says why not; never throws for what a node or a log may do.</summary>
    public async Task<RepairOutcome> RunAsync(
        RowsOrder order,
        RowsQuestion question,
        long sequence,
        IReadOnlyDictionary<string, TableDefinition> tables,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await RepairAsync(order, question, sequence, tables, cancellationToken);
        }
        catch (ReplicationException error)
        {
            return RepairOutcome.Failed(node.Id, sequence, error.Message);
        }
    }

    private async Task<RepairOutcome> RepairAsync(
        RowsOrder order,
        RowsQuestion question,
        long sequence,
        IReadOnlyDictionary<string, TableDefinition> tables,
        CancellationToken cancellationToken
    )
    {
        if (question.Tables.FirstOrDefault(table => !tables.ContainsKey(table.Table)) is { } missing)
        {
            throw Lacks(node.Id, missing.Table);
        }

        await using var snapshot = await node.OpenSnapshotAsync(cancellationToken);
        RowsTaker.RequirePosition(snapshot, sequence);
        var own = await WantedRows.ReadAsync(snapshot, question.Tables, tables, cancellationToken);
        var right = await AwaitAsync(order, question, sequence, cancellationToken);
        var plan = new RepairPlan();
        var (rejections, forgotten) = (new List<DataValue[]>(), new List<long>());
        for (var i = 0; i < question.Tables.Count; i++)
        {
            var wanted = question.Tables[i];
            var (mine, theirs) = (own[i], Of(right[wanted.From!].Tables, wanted.Table, wanted.From!));
            var table = tables[wanted.Table];
            if (!mine.Columns.SequenceEqual(theirs.Columns, StringComparer.Ordinal))
            {
                throw new ReplicationException(
                    $"Table {wanted.Table} has other columns on '{node.Id}' than on '{wanted.From}'.",
                    "Make them alike and run verify again."
                );
            }

            if (table.Name == RejectionTable.Name)
            {
                rejections.AddRange(theirs.Rows.Select(row => InStateOrder(theirs.Columns, row)));
                forgotten.AddRange(mine.Rows.Select(row => InStateOrder(mine.Columns, row)[0].AsInt64()));
            }
            else
            {
                plan.Add(table, wanted.Keys, mine, theirs);
            }
        }

        // Whoever asked may have gone; then nobody would hear of it.
        if (await store.ReadQuestionAsync(order, cancellationToken) is null)
        {
            throw new ReplicationException("Nobody waits for the repair any more.", "Order it again.");
        }

        await node.RewriteAsync(
            new RowRewrite(snapshot.Position, plan.Changes, rejections, forgotten),
            cancellationToken
        );
        return new RepairOutcome(
            node.Id,
            sequence,
            null,
            plan.Written + rejections.Count,
            plan.Deleted + Math.Max(0, forgotten.Count - rejections.Count),
            plan.Same,
            plan.LeftOut
        );
    }

    /// <summary>Waits until every node that is asked has answered at this very position.</summary>
    private async Task<Dictionary<string, RowsAnswer>> AwaitAsync(
        RowsOrder order,
        RowsQuestion question,
        long sequence,
        CancellationToken cancellationToken
    )
    {
        var missing = question.Tables.Select(table => table.From ?? "").ToHashSet(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(question.PatienceSeconds), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await foreach (var _ in store.WatchAsync(order.Id, stop.Token))
            {
                var answers = await store.ReadAnswersAsync(order.Id, stop.Token);
                var right = answers
                    .Where(answer => missing.Contains(answer.NodeId))
                    .ToDictionary(answer => answer.NodeId, StringComparer.Ordinal);
                foreach (var answer in right.Values)
                {
                    RequireRight(answer, sequence);
                }

                if (right.Count == missing.Count)
                {
                    return right;
                }

                if (await store.ReadQuestionAsync(order, stop.Token) is null)
                {
                    throw new ReplicationException("Nobody waits for the repair any more.", "Order it again.");
                }
            }
        }
        catch (OperationCanceledException)
            when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It goes on below.
        }

        throw new ReplicationException(
            $"{string.Join(" and ", missing.Order(StringComparer.Ordinal))} gave no rows within "
                + $"{question.PatienceSeconds.ToString(CultureInfo.InvariantCulture)} s.",
            "Wait until it has caught up, or give a longer --timeout."
        );
    }

    private static void RequireRight(RowsAnswer answer, long sequence)
    {
        if (answer.Error is { } error)
        {
            throw new ReplicationException($"'{answer.NodeId}' cannot give its rows: {error}", "Run it again.");
        }

        if (answer.Sequence != sequence)
        {
            throw new ReplicationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{answer.NodeId}' gave rows of sequence {answer.Sequence}, not of {sequence}."
                ),
                "Somebody has copied the order; run it again."
            );
        }
    }

    private static TableRows Of(IReadOnlyList<TableRows> found, string table, string holder) =>
        found.FirstOrDefault(rows => rows.Table == table) ?? throw Lacks(holder, table);

    private static ReplicationException Lacks(string node, string table) =>
        new($"'{node}' has no table {table}.", "Create it there, or add it to the setting Ignore of the other node.");

    private static DataValue[] InStateOrder(IReadOnlyList<string> columns, KeyedRow row)
    {
        var shape = new RowShape(columns);
        return [.. RejectionTable.Definition.Columns.Select(column => row.Values[shape.IndexOf(column.Name)])];
    }
}
