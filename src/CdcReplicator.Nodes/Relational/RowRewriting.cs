using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Writes rows past the log, in one transaction that holds the fence and outlasts a crash.</summary>
internal static class RowRewriting
{
    /// <summary>Writes them; the node's position stays.</summary>
    public static async Task<bool> RunAsync(RelationalNode node, RowRewrite rewrite, CancellationToken stop)
    {
        // What a crash took back would not come again with the log.
        var held = await node
            .Database.BeginDurablyAsync(node.Session, WriteSemantics.Trusted, stop)
            .ConfigureAwait(false);
        node.Store.Begin();
        var transaction = new RelationalNodeTransaction(node, WriteSemantics.Trusted, held);
        await using (transaction.ConfigureAwait(false))
        {
            var prepared = node.Prepare(WriteSemantics.Trusted, [AsTransaction(rewrite)]);
            await transaction.ApplyBatchAsync(prepared, stop).ConfigureAwait(false);
            await WriteRejectionsAsync(node, rewrite, stop).ConfigureAwait(false);
            await transaction.AdvanceAsync(rewrite.Position, rewrite.Position, [], stop).ConfigureAwait(false);
            await transaction.CommitAsync(stop).ConfigureAwait(false);
        }

        return true;
    }

    private static ChangeTransaction AsTransaction(RowRewrite rewrite) =>
        new()
        {
            CompletedBy = new LogRecord(rewrite.Position.LastAppliedSequence, LogRecord.NoTime, default, default, []),
            Semantics = WriteSemantics.Trusted,
            Source = WellKnown.OperatorPublisher,
            Rows = rewrite.Changes.ToArray(),
        };

    private static async Task WriteRejectionsAsync(RelationalNode node, RowRewrite rewrite, CancellationToken stop)
    {
        var table = node.Database.Dialect.StateTable(StateSchema.Rejections);
        long[] gone = [.. rewrite.Forgotten, .. rewrite.Rejections.Select(row => row[0].AsInt64())];
        foreach (var sequence in gone)
        {
            var delete = $"DELETE FROM {table} WHERE sequence = $1";
            await node.Session.ExecuteAsync(delete, [StateTypes.Of(sequence)], stop).ConfigureAwait(false);
        }

        var columns = RejectionColumns.All;
        var places = Enumerable.Range(1, columns.Count).Select(place => $"${place}");
        var insert = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", places)})";
        foreach (var row in rewrite.Rejections)
        {
            var values = row.Select((value, i) => new BoundValue(value, RejectionTable.Definition.Columns[i].Type));
            await node.Session.ExecuteAsync(insert, [.. values], stop).ConfigureAwait(false);
        }
    }
}
