namespace CdcReplicator.Bench;

/// <summary>Meters work of this very process.</summary>
internal sealed class LocalMeter(int? databaseProcess, TimeProvider time)
{
    private readonly double _cpu = Environment.CpuUsage.TotalTime.TotalSeconds;
    private readonly double _databaseCpu = DatabaseCpu(databaseProcess);
    private readonly long _start = time.GetTimestamp();

    /// <summary>What it took since the meter was made.</summary>
    public RunSample Stop()
    {
        var seconds = time.GetElapsedTime(_start).TotalSeconds;
        return new RunSample
        {
            Seconds = seconds,
            SecondsWithStart = seconds,
            ApplierCpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds - _cpu,
            DatabaseCpuSeconds = DatabaseCpu(databaseProcess) - _databaseCpu,
        };
    }

    private static double DatabaseCpu(int? process) => process is { } id ? ProcessTreeCpu.SecondsOf(id) : 0;
}
