using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>What is said of the whole picture, above and below the members.</summary>
internal static class PictureLines
{
    public static string Header(ClusterReport report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"log {report.Log}  id {report.LogId}  records {Bound(report.LogStart)} to {Bound(report.LogEnd)}"
        );

    /// <summary>What is wrong with the log, and how old the picture is and why; nothing if all is well.</summary>
    public static IEnumerable<string> Warnings(ClusterReport report)
    {
        if (report.LogTrouble is { } trouble)
        {
            yield return $"THE LOG IS BROKEN: {trouble}";
        }

        if (report.PictureOldBecause is { } because)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"THIS PICTURE IS {report.PictureAgeSeconds:0} s OLD: {because}"
            );
        }
    }

    private static string Bound(long? offset) => offset?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
}
