using System.Diagnostics.Metrics;

namespace CdcReplicator.Lifecycle;

/// <summary>Counts what continuous verification of this process has done. Names and tags: docs/operating.md.</summary>
internal sealed class ProofMeter : IDisposable
{
    private readonly Meter _meter = new("CdcReplicator.Proofs");
    private readonly Counter<long> _ranges;
    private readonly Counter<long> _rows;
    private readonly Counter<double> _seconds;

    public ProofMeter()
    {
        _ranges = _meter.CreateCounter<long>(
            "cdc_replicator.proof.ranges",
            null,
            "Ranges of tables that this process has had compared, by result."
        );
        _rows = _meter.CreateCounter<long>(
            "cdc_replicator.proof.rows",
            null,
            "Rows that this process has had compared, as one node counts them."
        );
        _seconds = _meter.CreateCounter<double>(
            "cdc_replicator.proof.read.seconds",
            null,
            "How long the slowest node has read for them."
        );
    }

    public void Count(RangeFinding? found)
    {
        var result =
            found is null ? "not-compared"
            : found.Odd.Count > 0 ? "different"
            : "equal";
        _ranges.Add(1, new KeyValuePair<string, object?>("result", result));
        if (found is not null)
        {
            _rows.Add(found.Rows);
            _seconds.Add(found.Milliseconds / 1000.0);
        }
    }

    public void Dispose() => _meter.Dispose();
}
