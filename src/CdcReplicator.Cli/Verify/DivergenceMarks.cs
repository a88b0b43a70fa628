using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Writes beside the log what a comparison found: which nodes differ, and which do no longer.</summary>
internal sealed class DivergenceMarks(IMetadataStore metadata, TimeProvider time)
{
    private readonly DivergenceStore _store = new(metadata, time);

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
            await _store.PublishAsync(finding, cancellationToken);
            done.Add($"{odd.Node}: gets no reads from now on: {finding.Reason}");
        }

        var known = await _store.ReadAsync(cancellationToken);
        foreach (var node in report.EqualNodes.Where(known.ContainsKey))
        {
            var isClear = await _store.ClearAsync(
                node,
                report.Sequence,
                DivergenceFinder.Verify,
                $"verify found it equal at sequence {report.Sequence}.",
                cancellationToken
            );
            done.Add(
                isClear
                    ? $"{node}: found equal; it serves reads again."
                    : $"{node}: found equal at sequence {report.Sequence}, but differs since a later one; run verify again."
            );
        }

        return done;
    }
}
