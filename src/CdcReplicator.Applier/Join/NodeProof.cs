using System.Collections.Concurrent;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Compares a node that was filled with one that serves, at one record of the log: by the same checkpoint that a
/// comparison by hand uses, so that both digest the same state while applying goes on.
/// </summary>
internal sealed class NodeProof(
    IChangeLog log,
    INode node,
    ControlWriter control,
    ApplierSettings settings,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    private readonly DonorList _others = new(log.Metadata, node.Id, time);
    private readonly DigestStore _digests = new(log.Metadata);
    private readonly MemberStore _members = new(log.Metadata, time);
    private readonly TableStore _tables = new(log.Metadata);
    private readonly DivergenceStore _findings = new(log.Metadata, time);
    private readonly ConcurrentDictionary<string, long> _failures = new(StringComparer.Ordinal);

    /// <summary>Compares, and writes beside the log what it found.</summary>
    /// <param name="owed">What is owed.</param>
    /// <param name="settle">Writes into the node that nothing is owed any more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ApplierInput> GiveAsync(
        OwedProof owed,
        Func<CancellationToken, Task> settle,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var outcome = await CompareAsync(owed, cancellationToken);
            return new ApplierInput.ProofTaken(outcome, await WriteAsync(outcome, settle, cancellationToken));
        }
        catch (NodeFencedException fenced)
        {
            return new ApplierInput.NodeFenced(fenced);
        }
        catch (ReplicationException error)
        {
            return new ApplierInput.ProofTaken(new ProofOutcome.NotComparable(error.Message), null);
        }
    }

    private async Task<Divergence?> WriteAsync(
        ProofOutcome outcome,
        Func<CancellationToken, Task> settle,
        CancellationToken cancellationToken
    )
    {
        switch (outcome)
        {
            case ProofOutcome.Equal equal:
                // What was found of the rows that were here before is of no matter.
                var why = $"It was filled anew, and equals '{equal.With}' at sequence {equal.Sequence}.";
                await _findings.ClearAsync(node.Id, equal.Sequence, DivergenceFinder.Verify, why, cancellationToken);
                await settle(cancellationToken);
                ApplierLog.Proved(logger, node.Id, equal.With, equal.Sequence);
                return await _findings.FindAsync(node.Id, cancellationToken);
            case ProofOutcome.Different different:
                var tables = NodeFaults.Some(different.Tables);
                ApplierLog.ProofDiffers(logger, node.Id, different.With, different.Sequence, tables);
                return await _findings.PublishAsync(
                    new Divergence(
                        node.Id,
                        IsDiverged: true,
                        different.Sequence,
                        time.GetUtcNow(),
                        DivergenceFinder.Verify,
                        $"After it was filled it differs from '{different.With}' at sequence {different.Sequence} in "
                            + $"{tables}. Find the rows: cdc-replicator verify. Fill it anew: cdc-replicator node seed "
                            + $"{node.Id} --replace",
                        TableName.Parse(different.Tables[0])
                    ),
                    cancellationToken
                );
            case ProofOutcome.Accepted:
                await settle(cancellationToken);
                ApplierLog.ProofAccepted(logger, node.Id);
                return null;
            default:
                return null;
        }
    }

    private async Task<ProofOutcome> CompareAsync(OwedProof owed, CancellationToken cancellationToken)
    {
        if (
            await _findings.FindAsync(node.Id, cancellationToken)
                is { IsDiverged: false, FoundBy: DivergenceFinder.Operator } word
            && word.Since.ToUnixTimeMilliseconds() > owed.Since
        )
        {
            return new ProofOutcome.Accepted();
        }

        var others = await _others.ReadAsync(_failures, cancellationToken);
        if (ProofPartner.Find(owed.Donor, node.Kind, others) is not { NodeId: var with })
        {
            return new ProofOutcome.NotComparable("No other node serves.");
        }

        var members = await _members.ReadAsync(cancellationToken);
        string[] both = [node.Id, with];
        if (
            OrderKeyCheck.Problem(
                members.Where(member => both.Contains(member.Status.NodeId)),
                control.ReadFingerprint()
            ) is
            { } uncounted
        )
        {
            return new ProofOutcome.NotComparable($"{uncounted} For the comparison it is OrderKeyFile.");
        }

        var tables = await _tables.ReadNodesAsync(cancellationToken);
        var (own, other) = (tables.FirstOrDefault(Is(node.Id)), tables.FirstOrDefault(Is(with)));
        if (own is null || other is null)
        {
            return new ProofOutcome.NotComparable($"'{(own is null ? node.Id : with)}' has published no tables.");
        }

        var plan = ProofPlan.Of(own, other);
        if (plan.Problem is { } problem)
        {
            return Failed(with, new ProofOutcome.NotComparable($"Of this node and '{with}' {problem}."));
        }

        var outcome = await AskAsync(plan.Requests, with, cancellationToken);
        return outcome is ProofOutcome.NotComparable ? Failed(with, outcome) : outcome;
    }

    private async Task<ProofOutcome> AskAsync(
        IReadOnlyList<TableRequest> requests,
        string with,
        CancellationToken cancellationToken
    )
    {
        var request = new CheckpointRequest(Guid.NewGuid().ToString("N"), requests);
        await _digests.AskAsync(request.Id, cancellationToken);
        try
        {
            var asked = (await control.AppendAsync(ControlCodec.Checkpoint(request), cancellationToken)).LastOffset;
            var answers = await WaitAsync(request.Id, with, cancellationToken);
            return ProofComparison.Judge(
                requests,
                asked,
                answers.FirstOrDefault(answer => answer.NodeId == node.Id),
                answers.FirstOrDefault(answer => answer.NodeId == with),
                with
            );
        }
        finally
        {
            // Also when stopped, so that no node works on for nobody.
            await _digests.RemoveAsync(request.Id, CancellationToken.None);
        }
    }

    /// <summary>The answers, when both are there, or time or the other node's life is over.</summary>
    private async Task<IReadOnlyList<NodeDigest>> WaitAsync(
        string checkpoint,
        string with,
        CancellationToken cancellationToken
    )
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var answers = await _digests.ReadAsync(checkpoint, cancellationToken);
            var members = await _members.ReadAsync(cancellationToken);
            if (
                answers.Count(answer => answer.NodeId == node.Id || answer.NodeId == with) == 2
                || time.GetElapsedTime(begun).TotalMilliseconds >= settings.ProofTimeout
                || !members.Any(member => member.Status.NodeId == with && member.IsAlive)
            )
            {
                return answers;
            }

            await Task.Delay(LookInterval, time, cancellationToken);
        }
    }

    // The next try takes another node, if there is one.
    private ProofOutcome Failed(string with, ProofOutcome outcome)
    {
        _failures[with] = time.GetUtcNow().ToUnixTimeMilliseconds();
        return outcome;
    }

    private static Func<NodeTables, bool> Is(string nodeId) => tables => tables.NodeId == nodeId;
}
