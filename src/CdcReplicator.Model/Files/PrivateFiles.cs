namespace CdcReplicator.Model;

/// <summary>
/// Files and folders that only their own account may read, where the system has modes. What is there already keeps its
/// mode: an operator who opened it to a group meant it.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;
    private const UnixFileMode Reads = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Shares =
        Reads | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes a folder, and those above it, unless they are there.</summary>
    /// <exception cref="UntrustedPathException">Other accounts could replace what is in it.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void CreateFolder(string path)
    {
        var full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(full);
            return;
        }

        RequireTrusted(full);
        MakeMissing(full);
        RequireTrusted(full);
    }

    /// <summary>Makes an empty file, unless it is there.</summary>
    /// <exception cref="UntrustedPathException">Other accounts could replace it.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void CreateFile(string path)
    {
        var full = Path.GetFullPath(path);
        RequireTrusted(full);
        if (File.Exists(full))
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        try
        {
            new FileStream(full, options).Dispose();
        }
        catch (IOException) when (File.Exists(full))
        {
            // Another process was first.
        }
    }

    /// <summary>Makes a folder for what belongs to a file, open to those that the file is open to.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="file">The file; it is there.</param>
    public static void CreateFolderBeside(string path, string file)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            return;
        }

        var mode = File.GetUnixFileMode(file);
        // Who may read a file must be able to enter the folder.
        var enters = (UnixFileMode)((int)(mode & Reads) >> 2);
        Directory.CreateDirectory(path, OwnFolder);
        // The process's mask would take away what the file has.
        File.SetUnixFileMode(path, (mode & Shares) | enters | OwnFolder);
    }

    /// <summary>The mode for what belongs to a file; null where the system has none, or no file is there.</summary>
    public static UnixFileMode? ModeBeside(string file) =>
        OperatingSystem.IsWindows() || !File.Exists(file) ? null : (File.GetUnixFileMode(file) & Shares) | OwnFile;

    /// <summary>
    /// A file's own mode, wherever links lead; none where the system has no modes, or no file is there.
    /// </summary>
    public static UnixFileMode ModeOf(string file) =>
        OperatingSystem.IsLinux() && File.Exists(file)
            ? File.GetUnixFileMode(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file)
            : UnixFileMode.None;

    /// <summary>Whether a folder is the account's own, and no link.</summary>
    public static bool IsOwnFolder(string path) =>
        !OperatingSystem.IsLinux()
            ? new DirectoryInfo(path) is { Exists: true, LinkTarget: null }
            : PathFacts.Of(path) is { IsLink: false } facts && facts.Owner == PathFacts.Self;

    // The mode given is that of the last part alone.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void MakeMissing(string full)
    {
        if (Path.GetDirectoryName(full) is { } above && !Directory.Exists(above))
        {
            MakeMissing(above);
        }

        Directory.CreateDirectory(full, OwnFolder);
    }

    private static void RequireTrusted(string full)
    {
        if (OperatingSystem.IsLinux() && PathTrust.Problem([.. ChainOf(full)], PathFacts.Self) is { } problem)
        {
            throw new UntrustedPathException(full, problem);
        }
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static IEnumerable<PathFacts> ChainOf(string full)
    {
        var above = new Stack<string>();
        for (var part = full; part is not null; part = Path.GetDirectoryName(part))
        {
            above.Push(part);
        }

        return above.Select(PathFacts.Of).OfType<PathFacts>();
    }
}
