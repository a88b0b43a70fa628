using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Answers orders for rows: a node that gives them opens a snapshot at the order's record and reads while applying goes
/// on; the node that is repaired rests until it has written.
/// </summary>
internal sealed class RowsTaker(INode node, RowsStore store, TimeProvider time, ILogger logger)
{
    private readonly RowRepair _repair = new(node, store, time);

    /// <summary>Begins; applying must rest until this returns.</summary>
    /// <returns>What is left to do.</returns>
    public async Task<Func<CancellationToken, Task>> BeginAsync(
        ControlMessage message,
        long sequence,
        IReadOnlyList<TableDefinition> tables,
        CancellationToken cancellationToken
    )
    {
        if (RowsOrder.TryParse(message.Content) is not { } order)
        {
            return _ => Task.CompletedTask;
        }

        var definitions = tables
            .Append(RejectionTable.Definition)
            .ToDictionary(table => table.Name.ToString(), StringComparer.Ordinal);
        if (order.Repair == node.Id)
        {
            return await RepairAsync(order, sequence, definitions, cancellationToken);
        }

        try
        {
            var snapshot = await node.OpenSnapshotAsync(cancellationToken);
            return token => AnswerAsync(order, sequence, snapshot, definitions, token);
        }
        catch (ReplicationException error)
        {
            return token => FailAsync(order, sequence, error.Message, token);
        }
    }

    /// <summary>Refuses a snapshot of another position.</summary>
    /// <exception cref="ReplicationException">It is of another one.</exception>
    public static void RequirePosition(INodeSnapshot snapshot, long sequence)
    {
        if (snapshot.Position.LastAppliedSequence != sequence)
        {
            throw new ReplicationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The snapshot is of sequence {snapshot.Position.LastAppliedSequence}, not {sequence}."
                ),
                "Another applier works on this node; run one."
            );
        }
    }

    private async Task<Func<CancellationToken, Task>> RepairAsync(
        RowsOrder order,
        long sequence,
        Dictionary<string, TableDefinition> tables,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (await store.ReadQuestionAsync(order, cancellationToken) is not { } question)
            {
                // The log is read again, or whoever asked has gone.
                return _ => Task.CompletedTask;
            }

            var outcome = await _repair.RunAsync(order, question, sequence, tables, cancellationToken);
            ApplierLog.Repaired(logger, node.Id, sequence, outcome.Written, outcome.Deleted, outcome.Error ?? "done");
            return token => PublishAsync(order, outcome, token);
        }
        catch (ReplicationException error)
        {
            return token => PublishAsync(order, RepairOutcome.Failed(node.Id, sequence, error.Message), token);
        }
    }

    private async Task AnswerAsync(
        RowsOrder order,
        long sequence,
        INodeSnapshot snapshot,
        Dictionary<string, TableDefinition> tables,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using (snapshot)
            {
                if (await store.ReadQuestionAsync(order, cancellationToken) is not { } question)
                {
                    return;
                }

                TableKeys[] asked = [.. question.Tables.Where(table => table.From is null || table.From == node.Id)];
                if (asked.Length == 0)
                {
                    return;
                }

                RequirePosition(snapshot, sequence);
                var rows = await WantedRows.ReadAsync(snapshot, asked, tables, cancellationToken);
                var rejections = await RejectedAsync(snapshot, question.Sequences, cancellationToken);
                await store.PublishAsync(
                    order.Id,
                    new RowsAnswer(node.Id, sequence, null, rows, rejections),
                    cancellationToken
                );
            }
        }
        catch (ReplicationException error)
        {
            await FailAsync(order, sequence, error.Message, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<RejectedSequence>> RejectedAsync(
        INodeSnapshot snapshot,
        IReadOnlyList<long> sequences,
        CancellationToken cancellationToken
    )
    {
        var rejected = new List<RejectedSequence>();
        if (sequences.Count == 0)
        {
            return rejected;
        }

        var asked = sequences.ToHashSet();
        string[] columns = [.. RowDigester.ColumnsOf(RejectionTable.Definition).Select(column => column.Name)];
        var (sequence, reason, detail) = (
            Array.IndexOf(columns, "sequence"),
            Array.IndexOf(columns, "reason"),
            Array.IndexOf(columns, "detail")
        );
        await foreach (var row in snapshot.ReadRowsAsync(RejectionTable.Definition, cancellationToken))
        {
            if (asked.Contains(row.Values[sequence].AsInt64()))
            {
                rejected.Add(
                    new RejectedSequence(
                        row.Values[sequence].AsInt64(),
                        row.Values[reason].AsText(),
                        row.Values[detail].AsText()
                    )
                );
            }
        }

        return rejected;
    }

    private async Task FailAsync(RowsOrder order, long sequence, string reason, CancellationToken cancellationToken)
    {
        ApplierLog.RowsFailed(logger, node.Id, sequence, reason);
        try
        {
            await store.PublishAsync(order.Id, RowsAnswer.Failed(node.Id, sequence, reason), cancellationToken);
        }
        catch (LogUnavailableException error)
        {
            // Whoever asked sees that this node did not answer.
            ApplierLog.RowsFailed(logger, node.Id, sequence, error.Message);
        }
    }

    private async Task PublishAsync(RowsOrder order, RepairOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await store.PublishAsync(order.Id, outcome, cancellationToken);
        }
        catch (LogUnavailableException error)
        {
            // Whoever asked hears nothing, and compares again.
            ApplierLog.RowsFailed(logger, node.Id, outcome.Sequence, error.Message);
        }
    }
}
