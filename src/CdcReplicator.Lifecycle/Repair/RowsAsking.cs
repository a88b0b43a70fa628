using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>Asks nodes for rows as they are at one record of the log, and may have one node write them.</summary>
internal sealed class RowsAsking(ClusterConnection connection, TimeSpan timeout, TimeProvider time)
{
    private readonly RowsStore _rows = new(connection.Log.Metadata);
    private readonly ControlPublisher _control = new(connection, time);

    /// <summary>The answers that came in time, all of one position.</summary>
    /// <param name="question">What is asked for.</param>
    /// <param name="nodes">Who should answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<IReadOnlyList<RowsAnswer>> AskAsync(
        RowsQuestion question,
        IReadOnlyList<string> nodes,
        CancellationToken cancellationToken
    ) =>
        OrderAsync<IReadOnlyList<RowsAnswer>>(
            question,
            repair: null,
            timeout,
            async (order, place, token) =>
            {
                var answers = await _rows.ReadAnswersAsync(order.Id, token);
                return (
                    [.. answers.Select(answer => AtThePlaceAsked(answer, place))],
                    nodes.All(node => answers.Any(answer => answer.NodeId == node))
                );
            },
            cancellationToken
        );

    /// <summary>Has a node write the rows of others; what became of it.</summary>
    /// <param name="question">Which rows, from which nodes.</param>
    /// <param name="node">The node that writes.</param>
    /// <param name="cancellationToken">Ends it; nothing is written any more once it has.</param>
    public async Task<RepairOutcome> RepairAsync(
        RowsQuestion question,
        string node,
        CancellationToken cancellationToken
    )
    {
        // The node waits for the others itself; it answers a little later than it gives up.
        var patience = timeout + TimeSpan.FromSeconds(question.PatienceSeconds);
        var outcome = await OrderAsync(
            question,
            node,
            patience,
            async (order, _, token) =>
            {
                var found = await _rows.ReadOutcomeAsync(order.Id, node, token);
                return (found, found is not null);
            },
            cancellationToken
        );
        return outcome
            ?? RepairOutcome.Failed(
                node,
                -1,
                "it gave no answer in time. Wait until it has caught up, or give a longer --timeout."
            );
    }

    private static RowsAnswer AtThePlaceAsked(RowsAnswer answer, long asked) =>
        answer.Error is not null || answer.Sequence == asked
            ? answer
            : RowsAnswer.Failed(answer.NodeId, answer.Sequence, "it answered at another place than it was asked at");

    private async Task<T> OrderAsync<T>(
        RowsQuestion question,
        string? repair,
        TimeSpan patience,
        Func<RowsOrder, long, CancellationToken, Task<(T Found, bool IsWhole)>> look,
        CancellationToken cancellationToken
    )
    {
        await _control.RequireCountedAsync(cancellationToken);
        await _rows.PruneAsync(time.GetUtcNow(), cancellationToken);
        var order = await _rows.AskAsync(question, repair, cancellationToken);
        try
        {
            var asked = await _control.AppendAsync(ControlCodec.Rows(order), cancellationToken);
            return await WaitAsync(order, asked.LastOffset, patience, look, cancellationToken);
        }
        finally
        {
            // Also when interrupted: the rows must not stay beside the log, and no node may write for nobody.
            await _rows.RemoveAsync(order.Id, CancellationToken.None);
        }
    }

    private async Task<T> WaitAsync<T>(
        RowsOrder order,
        long asked,
        TimeSpan patience,
        Func<RowsOrder, long, CancellationToken, Task<(T Found, bool IsWhole)>> look,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await foreach (var _ in _rows.WatchAsync(order.Id, stop.Token))
            {
                var (found, isWhole) = await look(order, asked, stop.Token);
                if (isWhole)
                {
                    return found;
                }
            }
        }
        catch (OperationCanceledException)
            when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // What is there by now counts.
        }

        return (await look(order, asked, cancellationToken)).Found;
    }
}
