namespace CdcReplicator.Model;

/// <summary>How a source writes intervals that no schema describes (<c>interval.handling.mode</c>).</summary>
internal enum IntervalForm : byte
{
    /// <summary>Not set: numbers and texts are recognised by their form.</summary>
    Untold,

    /// <summary>A number of microseconds.</summary>
    Numeric,

    /// <summary>ISO 8601 text.</summary>
    Text,
}
