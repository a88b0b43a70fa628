using System.Globalization;
using System.Runtime.InteropServices;

namespace CdcReplicator.Bench;

/// <summary>Under which conditions a figure was measured.</summary>
/// <param name="MeasuredAt">When, UTC.</param>
/// <param name="Processors">Processors of the machine; log, applier, databases and benchmark share them.</param>
/// <param name="Load1">
/// The system's one-minute load average at the end, the benchmark's own work included; null where the system does not
/// say.
/// </param>
/// <param name="OperatingSystem">Kernel.</param>
/// <param name="Runtime">.NET.</param>
/// <param name="Configuration">Release, or Debug, which is not worth comparing.</param>
internal sealed record RunConditions(
    DateTimeOffset MeasuredAt,
    int Processors,
    double? Load1,
    string OperatingSystem,
    string Runtime,
    string Configuration
)
{
#if DEBUG
    private const string Build = "Debug";
#else
    private const string Build = "Release";
#endif
    private const string LoadFile = "/proc/loadavg";

    /// <summary>Now and here.</summary>
    public static RunConditions Now(TimeProvider time) =>
        new(
            time.GetUtcNow(),
            Environment.ProcessorCount,
            File.Exists(LoadFile)
                ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture)
                : null,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            Build
        );
}
