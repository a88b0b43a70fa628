namespace CdcReplicator.LocalServers;

/// <summary>Finds programs that packages install.</summary>
internal static class InstalledProgram
{
    /// <summary>Where servers are, which are not on everybody's PATH.</summary>
    private static readonly string[] ServerFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <summary>The program's file, of the PATH or of the folders for servers; null if it is in none.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(ServerFolders)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>The program's file.</summary>
    /// <param name="name">The program.</param>
    /// <param name="package">Debian's package with it.</param>
    /// <exception cref="LocalServerException">There is none.</exception>
    public static string Require(string name, string package) =>
        Find(name)
        ?? throw new LocalServerException(
            $"The program '{name}' is not installed.",
            $"Install it, on Debian: apt-get install {package}."
        );
}
