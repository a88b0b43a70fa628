namespace CdcReplicator.Bench;

/// <summary>An applier's report as a sample.</summary>
internal static class ReplicatorSample
{
    public static RunSample Of(DrainReport report, IReadOnlyList<string> differences) =>
        new()
        {
            Seconds = report.Seconds,
            SecondsWithStart = report.SecondsWithStart,
            ApplierCpuSeconds = report.ApplierCpuSeconds,
            DatabaseCpuSeconds = report.DatabaseCpuSeconds,
            PeakRssMb = report.PeakRssMb,
            AllocatedBytes = report.AllocatedBytes,
            Differences = differences,
        };
}
