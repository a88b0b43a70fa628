using System.Globalization;

namespace CdcReplicator.LocalServers;

/// <summary>Finds PostgreSQL's installed programs.</summary>
public static class PostgresBinaries
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>: of the PATH, else the newest below Debian's; null if there is none.</summary>
    public static string? Find()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return path.Concat(DebianFolders()).FirstOrDefault(IsComplete);
    }

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>.</summary>
    /// <exception cref="LocalServerException">There is none.</exception>
    public static string Require() =>
        Find()
        ?? throw new LocalServerException(
            $"PostgreSQL's server programs (initdb, postgres) are neither on the PATH nor below {DebianRoot}.",
            "Install the server, on Debian: apt-get install postgresql."
        );

    private static bool IsComplete(string folder) =>
        folder.Length > 0
        && File.Exists(Path.Combine(folder, "initdb"))
        && File.Exists(Path.Combine(folder, "postgres"));

    private static IEnumerable<string> DebianFolders() =>
        Directory.Exists(DebianRoot)
            ? Directory
                .GetDirectories(DebianRoot)
                .Select(folder => (Folder: folder, Version: Path.GetFileName(folder)))
                .Where(f => int.TryParse(f.Version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .OrderByDescending(f => int.Parse(f.Version, CultureInfo.InvariantCulture))
                .Select(f => Path.Combine(f.Folder, "bin"))
            : [];
}
