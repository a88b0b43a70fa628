using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>Writes beside the log what a comparison found: which nodes differ, and which do no longer.</summary>
internal sealed class DivergenceMarks(Orders orders, TimeProvider time)
{
    private readonly DivergenceStore _store = new(orders.Metadata, time);

    /// <summary>Marks the odd nodes, and clears those that were found equal.</summary>
    /// <returns>What was done, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(VerifyReport report, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        foreach (var odd in report.OddNodes)
        {
            var finding = new Divergence(
                odd.Node,
                IsDiverged: true,
                report.Sequence,
                time.GetUtcNow(),
                DivergenceFinder.Verify,
                odd.Reason(report.Sequence),
                TableName.Parse(odd.Table),
                odd.Key
            );
            await orders.GiveAsync(
                "verify: differs",
                odd.Node,
                finding.Reason,
                ending => _store.PublishAsync(finding, ending),
                cancellationToken
            );
            done.Add($"{odd.Node}: gets no reads from now on: {finding.Reason}");
        }

        var known = await _store.ReadAsync(cancellationToken);
        foreach (var node in report.EqualNodes.Where(known.ContainsKey))
        {
            var why = $"verify found it equal at sequence {report.Sequence}.";
            var isClear = false;
            await orders.GiveAsync(
                "verify: equal",
                node,
                why,
                async ending =>
                    isClear = await _store.ClearAsync(node, report.Sequence, DivergenceFinder.Verify, why, ending),
                cancellationToken
            );
            done.Add(
                isClear
                    ? $"{node}: found equal; it serves reads again."
                    : $"{node}: found equal at sequence {report.Sequence}, but differs since a later one; run "
                        + "verify again."
            );
        }

        return done;
    }
}
