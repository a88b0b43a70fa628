namespace CdcReplicator.Bench;

/// <summary>One row's times in milliseconds.</summary>
/// <param name="Acknowledge">From the start of the write to its acknowledgement.</param>
/// <param name="Visible">
/// From the acknowledgement to being seen on the other side; 0 if it was seen there before.
/// </param>
internal readonly record struct LatencySample(double Acknowledge, double Visible);
