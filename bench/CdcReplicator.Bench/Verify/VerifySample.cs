namespace CdcReplicator.Bench;

/// <summary>One comparison of all nodes.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="IsEqual">Whether it found them equal.</param>
internal readonly record struct VerifySample(double Seconds, bool IsEqual);
