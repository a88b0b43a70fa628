namespace CdcReplicator.Cli;

/// <summary>
/// A command's folder below the temporary one. Servers' own accounts may pass through it; the appliers' part, with its
/// passwords, is its owner's alone.
/// </summary>
internal sealed class CommandFolder(string prefix, bool keep) : IDisposable
{
    private readonly DirectoryInfo _folder = Create(prefix);

    /// <summary>Log, databases and servers.</summary>
    public string Path => _folder.FullName;

    /// <summary>Configuration and output of the appliers.</summary>
    public string Appliers => System.IO.Path.Combine(Path, "appliers");

    public void Dispose()
    {
        if (keep)
        {
            PlainOutput.Error($"Kept: {Path}");
        }
        else
        {
            _folder.Delete(recursive: true);
        }
    }

    private static DirectoryInfo Create(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix);
        var appliers = folder.CreateSubdirectory("appliers");
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            appliers.UnixFileMode = Owner;
            folder.UnixFileMode = Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        return folder;
    }
}
