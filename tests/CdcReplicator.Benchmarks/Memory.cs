using System.Globalization;

namespace CdcReplicator.Benchmarks;

/// <summary>The memory of this process, as Linux counts it.</summary>
internal static class Memory
{
    private const string Label = "VmHWM:";

    /// <summary>From now on the peak is that of what comes.</summary>
    public static void ForgetPeak()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>The most it has held, MiB.</summary>
    public static double PeakMegabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith(Label, StringComparison.Ordinal));
        return double.Parse(
                line[Label.Length..].Replace("kB", "", StringComparison.Ordinal),
                CultureInfo.InvariantCulture
            ) / 1024;
    }
}
