using System.Globalization;

namespace CdcReplicator.Bench;

/// <summary>The most memory this process has held: <c>VmHWM</c> of Linux's <c>/proc/self/status</c>.</summary>
internal static class PeakMemory
{
    private const string Label = "VmHWM:";
    private const double KilobytesPerMegabyte = 1024;

    /// <summary>In MB (1024 × 1024 bytes); null where the system does not say.</summary>
    public static double? Megabytes()
    {
        const string Status = "/proc/self/status";
        return File.Exists(Status)
            ? File.ReadLines(Status)
                .Where(line => line.StartsWith(Label, StringComparison.Ordinal))
                .Select(line => (double?)Kilobytes(line) / KilobytesPerMegabyte)
                .FirstOrDefault()
            : null;
    }

    private static double Kilobytes(string line) =>
        double.Parse(line[Label.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
