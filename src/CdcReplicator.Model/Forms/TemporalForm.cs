namespace CdcReplicator.Model;

/// <summary>How a source writes dates and times that no schema describes (<c>time.precision.mode</c>).</summary>
internal enum TemporalForm : byte
{
    /// <summary>Nobody has said.</summary>
    Untold,

    /// <summary>The unit follows the precision of the column: milliseconds up to 3, else microseconds.</summary>
    Adaptive,

    /// <summary>As <see cref="Adaptive"/>, but times of day are always microseconds.</summary>
    AdaptiveTimeMicros,

    /// <summary>Microseconds.</summary>
    Micros,

    /// <summary>Nanoseconds.</summary>
    Nanos,

    /// <summary>Milliseconds (<c>connect</c>).</summary>
    Millis,

    /// <summary>ISO 8601 text (<c>isostring</c>).</summary>
    Text,
}
