using System.Globalization;

namespace CdcReplicator.Router;

/// <summary>How many files this process may have open.</summary>
internal static class OpenFiles
{
    private const string LimitsFile = "/proc/self/limits";

    /// <summary>The system's limit; null if it is not known, or there is none.</summary>
    // .NET raises the soft limit to the hard one when it starts.
    public static long? Limit()
    {
        const string Name = "Max open files";
        const int Hard = 1;
        var line = File.Exists(LimitsFile)
            ? File.ReadLines(LimitsFile).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))
            : null;
        var fields = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            fields is { Length: > Hard }
            && long.TryParse(fields[Hard], NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;
    }
}
