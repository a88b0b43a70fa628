using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>
/// Asks every node, by a checkpoint in the log, for digests of its tables at that very record; then, by a second one, for the rows of the buckets that
/// differ. Applying goes on everywhere meanwhile.
/// </summary>
internal sealed class Verifier(ClusterConnection connection, TimeSpan timeout, TimeProvider time)
{
    private const string Publisher = "cdc-replicator-cli";

    private readonly DigestStore _digests = new(connection.Log.Metadata);
    private readonly ControlMessageEncoder _messages = new(connection.Schemas, connection.Name);

    public async Task<VerifyReport> CompareAsync(CancellationToken cancellationToken)
    {
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        var present = members.Where(member => member.Status.State != NodeState.Left).ToList();
        if (present.Count == 0)
        {
            return new VerifyReport(-1, [], 0, ["The cluster has no members. Start an applier."], []);
        }

        var alive = present.Where(member => member.IsAlive).Select(member => member.Status.NodeId).ToList();
        var answers = await AskAsync([], alive, cancellationToken);
        var problems = VerifyFindings.Problems(present, answers);
        var buckets = DigestComparison.FindDifferences(answers);
        var differences =
            buckets.Count == 0
                ? []
                : VerifyFindings.Differences(buckets, await AskAsync(buckets, alive, cancellationToken));
        return new VerifyReport(
            answers.Count == 0 ? -1 : answers[0].Sequence,
            [.. answers.Where(answer => answer.Error is null).Select(answer => answer.NodeId)],
            answers.SelectMany(answer => answer.Tables).Select(table => table.Table).Distinct().Count(),
            problems,
            differences
        );
    }

    private async Task<IReadOnlyList<NodeDigest>> AskAsync(
        IReadOnlyList<BucketRef> buckets,
        IReadOnlyList<string> nodes,
        CancellationToken cancellationToken
    )
    {
        var request = new CheckpointRequest(Guid.NewGuid().ToString("N"), buckets);
        var message = new ControlMessage(WellKnown.CheckpointMessage, request.ToContent());
        var record = await _messages.EncodeAsync(Publisher, message, time.GetUtcNow(), cancellationToken);
        await connection.Log.AppendAsync([record], cancellationToken);
        await WaitForAnswersAsync(request.Id, nodes, cancellationToken);
        var answers = await _digests.ReadAsync(request.Id, cancellationToken);
        await _digests.RemoveAsync(request.Id, cancellationToken);
        return answers;
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
