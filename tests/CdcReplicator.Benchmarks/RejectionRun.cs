using System.Diagnostics;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Benchmarks;

/// <summary>Applies batches of transactions of one row to an open node, as an applier does.</summary>
internal sealed class RejectionRun(IChangeLog log, INode node, NodePosition position)
{
    private const string Publisher = "orders-service";

    private readonly RejectionStore _rejections = new(log.Metadata);
    private NodePosition _position = position;
    private long _sequence = position.LastAppliedSequence;

    /// <summary>Applies a batch.</summary>
    /// <param name="changes">A transaction each.</param>
    /// <param name="rejected">How many of them must be rejected.</param>
    public async Task<RejectionFigures> ApplyAsync(IReadOnlyList<RowChange> changes, int rejected)
    {
        ChangeTransaction[] transactions = [.. changes.Select(Transaction)];
        var next = new NodePosition(_sequence, _sequence + 1, 0, null);
        var started = Stopwatch.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;
        await using (var database = await node.BeginAsync(WriteSemantics.Checked, default))
        {
            var prepared = node.Prepare(WriteSemantics.Checked, transactions);
            var verdicts = await database.ApplyBatchAsync(prepared, default);
            var published = transactions
                .Zip(verdicts)
                .Where(decided => !decided.Second.IsAccepted)
                .Select(decided => new PublishedRejection(decided.First.Sequence, Publisher, decided.Second.Rejection!))
                .ToList();
            if (published.Count != rejected)
            {
                throw new InvalidOperationException($"{published.Count} were rejected instead of {rejected}.");
            }

            await _rejections.PublishAsync(node.Id, published, default);
            await database.AdvanceAsync(_position, next, [], default);
            await database.CommitAsync(default);
        }

        _position = next;
        return new RejectionFigures(
            Stopwatch.GetElapsedTime(started).TotalMicroseconds / transactions.Length,
            (Environment.CpuUsage.TotalTime - used).TotalMicroseconds / transactions.Length
        );
    }

    private ChangeTransaction Transaction(RowChange change)
    {
        _sequence++;
        return new ChangeTransaction
        {
            CompletedBy = new LogRecord(_sequence, 0, default, default, []),
            Semantics = WriteSemantics.Checked,
            Stamp = new PublisherStamp(Publisher, PublisherKind.Consecutive, _sequence),
            Rows = (RowChange[])[change],
        };
    }
}
