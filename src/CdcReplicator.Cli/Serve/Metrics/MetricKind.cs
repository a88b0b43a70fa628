namespace CdcReplicator.Cli;

/// <summary>How a metric is to be read.</summary>
internal enum MetricKind : byte
{
    /// <summary>Only rises.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,

    /// <summary>How many measurements fell below which bounds.</summary>
    Histogram,
}
