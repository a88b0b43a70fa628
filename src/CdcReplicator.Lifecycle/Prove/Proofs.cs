using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Lifecycle;

/// <summary>Writes beside the log what a compared range says of the nodes.</summary>
internal sealed class Proofs(IMetadataStore metadata, TimeProvider time, ILogger logger)
{
    private readonly ProofStore _store = new(metadata);
    private readonly DivergenceStore _divergences = new(metadata, time);

    /// <summary>Marks the odd nodes: they leave the read set at once.</summary>
    public async Task MarkAsync(TablePlan plan, RangeFinding found, CancellationToken cancellationToken)
    {
        var proofs = await _store.ReadNodesAsync(cancellationToken);
        foreach (var node in found.Odd)
        {
            var reason = ReasonOf(plan, found);
            ProofLog.Differs(logger, node, reason);
            var finding = new Divergence(
                node,
                IsDiverged: true,
                found.Sequence,
                time.GetUtcNow(),
                DivergenceFinder.Verify,
                reason,
                TableName.Parse(plan.Table)
            );
            await _divergences.PublishAsync(finding, cancellationToken);
            var table = await FindAsync(node, plan.Table, cancellationToken);
            await _store.PublishAsync(table with { Sequence = found.Sequence, Difference = reason }, cancellationToken);
            await _store.PublishAsync(proofs.Of(node) with { Difference = reason }, cancellationToken);
        }
    }

    /// <summary>Writes down the nodes that were equal in all ranges of a table.</summary>
    /// <param name="asked">The round, as the last range was asked.</param>
    /// <param name="equal">The nodes.</param>
    /// <param name="sequence">The position of the last range.</param>
    /// <param name="rows">The table's rows.</param>
    /// <param name="plan">All that can be compared.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task WriteAsync(
        ProofRound asked,
        IReadOnlyList<string> equal,
        long sequence,
        long rows,
        VerifyPlan plan,
        CancellationToken cancellationToken
    )
    {
        foreach (var node in equal)
        {
            var proof = new TableProof(node, asked.Table!, asked.TableSince, sequence, rows);
            await _store.PublishAsync(proof, cancellationToken);
            var nodes = await _store.ReadNodesAsync(cancellationToken);
            var before = nodes.Of(node);
            // A node that lacks tables, or whose tables cannot be compared, is not proved by the others.
            var isWhole = plan.Missing.Count == 0 && plan.NotCompared.All(left => left.ByChoice);
            string[] tables = [.. plan.Tables.Where(table => table.Nodes.Contains(node)).Select(table => table.Table)];
            var proofs = await _store.ReadTablesAsync(node, cancellationToken);
            var after = NodeProof.Of(before, isWhole ? tables : [], proofs, nodes.VoidUntil(node));
            if (after != before)
            {
                await _store.PublishAsync(after, cancellationToken);
            }
        }
    }

    private async Task<TableProof> FindAsync(string node, string table, CancellationToken cancellationToken) =>
        (await _store.ReadTablesAsync(node, cancellationToken)).FirstOrDefault(proof => proof.Table == table)
        ?? new TableProof(node, table, null, -1, 0);

    private static string ReasonOf(TablePlan plan, RangeFinding found) =>
        found.IsTie
            ? $"continuous verification found {string.Join(" and ", found.Odd)} to differ in {plan.Table} at sequence "
                + $"{found.Sequence}, and no majority tells which is right. Name the rows: cdc-replicator verify; if "
                + "you know which is right: cdc-replicator verify --trust NODE."
            : $"continuous verification found it to differ from the others in {plan.Table} at sequence "
                + $"{found.Sequence}. Name the rows: cdc-replicator verify. Found equal by it, it serves reads again.";
}
