namespace CdcReplicator.Model;

/// <summary>How a source writes intervals that no schema describes (<c>interval.handling.mode</c>).</summary>
public enum IntervalForm : byte
{
    /// <summary>Nobody has said: numbers and texts are told apart by themselves.</summary>
    Untold,

    /// <summary>A number of microseconds.</summary>
    Numeric,

    /// <summary>ISO 8601 text.</summary>
    Text,
}
