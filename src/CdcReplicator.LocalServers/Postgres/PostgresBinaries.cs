using System.Globalization;

namespace CdcReplicator.LocalServers;

/// <summary>Finds PostgreSQL's installed programs.</summary>
internal static class PostgresBinaries
{
    /// <summary>Names the folder with the programs, where not the installed ones are wanted.</summary>
    public const string Variable = "CDC_POSTGRES_BIN";

    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>
    /// The folder with <c>initdb</c> and <c>postgres</c>: the one <see cref="Variable"/> names, else of the PATH, else
    /// the newest below Debian's; null if there is none.
    /// </summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
        {
            return IsComplete(chosen) ? chosen : null;
        }

        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return path.Concat(DebianFolders()).FirstOrDefault(IsComplete);
    }

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>.</summary>
    /// <exception cref="LocalServerException">There is none.</exception>
    public static string Require() =>
        Find()
        ?? throw new LocalServerException(
            Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen
                ? $"PostgreSQL's server programs (initdb, postgres) are not in '{chosen}', which {Variable} names."
                : $"PostgreSQL's server programs (initdb, postgres) are neither on the PATH nor below {DebianRoot}.",
            $"Install the server, on Debian: apt-get install postgresql; or name its folder of programs in {Variable}."
        );

    /// <summary>The major version of the programs in a folder.</summary>
    /// <exception cref="LocalServerException">They do not say it.</exception>
    public static async Task<int> MajorVersionAsync(string folder, CancellationToken cancellationToken)
    {
        // "postgres (PostgreSQL) 14.23", of a beta "18beta1".
        var program = Path.Combine(folder, "postgres");
        var text = await ChildProcessLauncher.RunAsync(program, ["--version"], cancellationToken).ConfigureAwait(false);
        var digits = text[(text.LastIndexOf(' ') + 1)..].TakeWhile(char.IsAsciiDigit);
        return int.TryParse(string.Concat(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new LocalServerException(
                $"'{program} --version' does not tell a version: {text.Trim()}",
                "Look whether it is PostgreSQL's server."
            );
    }

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
