using CdcReplicator.Applier;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Asks all nodes one question at one record of the log.</summary>
internal sealed class CheckpointAsking(ClusterConnection connection, TimeSpan timeout, TimeProvider time)
{
    private readonly DigestStore _digests = new(connection.Log.Metadata);
    private readonly ControlPublisher _control = new(connection, time);

    /// <summary>The answers that came in time.</summary>
    public async Task<IReadOnlyList<NodeDigest>> AskAsync(
        IReadOnlyList<TableRequest> tables,
        IReadOnlyList<string> nodes,
        CancellationToken cancellationToken
    )
    {
        await _digests.PruneAsync(time.GetUtcNow(), cancellationToken);
        var request = new CheckpointRequest(Guid.NewGuid().ToString("N"), tables);
        await _digests.AskAsync(request.Id, cancellationToken);
        try
        {
            var message = new ControlMessage(WellKnown.CheckpointMessage, request.ToContent());
            await _control.AppendAsync(message, cancellationToken);
            await WaitForAnswersAsync(request.Id, nodes, cancellationToken);
            return await _digests.ReadAsync(request.Id, cancellationToken);
        }
        finally
        {
            // Also when interrupted, so that no node works on for nobody; the question is short and the log was just
            // there.
            await _digests.RemoveAsync(request.Id, CancellationToken.None);
        }
    }

    private async Task WaitForAnswersAsync(
        string checkpoint,
        IReadOnlyList<string> nodes,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var missing = nodes.ToHashSet(StringComparer.Ordinal);
        try
        {
            await foreach (var node in _digests.WatchAsync(checkpoint, stop.Token))
            {
                missing.Remove(node);
                if (missing.Count == 0)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
            when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Whoever has not answered by now is reported as not compared.
            return;
        }
    }
}
