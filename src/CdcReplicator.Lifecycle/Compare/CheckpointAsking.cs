using System.Collections.Concurrent;
using System.Globalization;
using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>Asks all nodes one question at one record of the log.</summary>
internal sealed class CheckpointAsking(ClusterConnection connection, TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly DigestStore _digests = new(connection.Log.Metadata);
    private readonly ControlPublisher _control = new(connection, time);

    /// <summary>
    /// Whether nodes whose appliers die or halt meanwhile are waited for no longer. A person who asks may have them
    /// start again in time.
    /// </summary>
    public bool LeavesTheDead { get; init; }

    /// <summary>The answers that came in time.</summary>
    public async Task<IReadOnlyList<NodeDigest>> AskAsync(
        IReadOnlyList<TableRequest> tables,
        IReadOnlyList<string> nodes,
        CancellationToken cancellationToken
    )
    {
        await _control.RequireCountedAsync(cancellationToken);
        await _digests.PruneAsync(time.GetUtcNow(), cancellationToken);
        var request = new CheckpointRequest(Guid.NewGuid().ToString("N"), tables);
        await _digests.AskAsync(request.Id, cancellationToken);
        try
        {
            var message = ControlCodec.Checkpoint(request);
            var asked = await _control.AppendAsync(message, cancellationToken);
            await WaitForAnswersAsync(request.Id, nodes, cancellationToken);
            var answers = await _digests.ReadAsync(request.Id, cancellationToken);
            return [.. answers.Select(answer => AtThePlaceAsked(answer, asked.LastOffset))];
        }
        finally
        {
            // Also when interrupted, so that no node works on for nobody; the question is short and the log was just
            // there.
            await _digests.RemoveAsync(request.Id, CancellationToken.None);
        }
    }

    // Somebody may copy the question to another place, and nodes at two places may differ and be well.
    private static NodeDigest AtThePlaceAsked(NodeDigest answer, long asked) =>
        answer.Error is not null || answer.Sequence == asked
            ? answer
            : answer with
            {
                Error = string.Create(
                    CultureInfo.InvariantCulture,
                    $"it answered at sequence {answer.Sequence}, not at {asked}: somebody has copied the question"
                ),
                Tables = [],
            };

    private async Task WaitForAnswersAsync(
        string checkpoint,
        IReadOnlyList<string> nodes,
        CancellationToken cancellationToken
    )
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var missing = new ConcurrentDictionary<string, bool>(
            nodes.Select(node => KeyValuePair.Create(node, true)),
            StringComparer.Ordinal
        );
        var leaving = LeavesTheDead ? LeaveTheDeadAsync(missing, patience, stop.Token) : Task.CompletedTask;
        try
        {
            await foreach (var node in _digests.WatchAsync(checkpoint, stop.Token))
            {
                missing.TryRemove(node, out _);
                if (missing.IsEmpty)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
            when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A node that has not answered by now is reported as not compared.
            return;
        }
        finally
        {
            await patience.CancelAsync();
            await leaving;
        }
    }

    /// <summary>Ends the wait when nobody who is missing can answer any more.</summary>
    private async Task LeaveTheDeadAsync(
        ConcurrentDictionary<string, bool> missing,
        CancellationTokenSource patience,
        CancellationToken stop
    )
    {
        var store = new MemberStore(connection.Log.Metadata, time);
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            try
            {
                var members = await store.ReadAsync(stop);
                if (missing.Keys.All(node => !NodesAsked.CanAnswer(members, node)))
                {
                    await patience.CancelAsync();
                }
            }
            catch (Exception error) when (error is ReplicationException or OperationCanceledException)
            {
                // Who is there is not known; the time-out still ends the wait.
            }
        }
    }
}
