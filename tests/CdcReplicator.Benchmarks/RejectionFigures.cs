namespace CdcReplicator.Benchmarks;

/// <summary>What a transaction took.</summary>
/// <param name="Microseconds">By the clock.</param>
/// <param name="ProcessorMicroseconds">Of this process, not of a database's.</param>
internal readonly record struct RejectionFigures(double Microseconds, double ProcessorMicroseconds);
