namespace CdcReplicator.LocalServers;

/// <summary>
/// A new folder below the temporary one, deleted on disposal. A process that is killed cannot delete its folder.
/// Whenever a new folder is made, such folders are removed. An abandoned folder is known by its owner's lock, which
/// ends with the owner's process: the servers in a folder may be dead although the folder is in use, since killing and
/// restarting them is what they are for.
/// </summary>
internal sealed class ThrowawayFolder : IDisposable
{
    private const string LockName = "owner.lock";

    private readonly FileStream _lock;

    private ThrowawayFolder(string path, FileStream ownerLock)
    {
        Path = path;
        _lock = ownerLock;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Sweeps abandoned folders of this prefix away, and makes a new one.</summary>
    /// <param name="prefix">What the folder's name begins with.</param>
    public static ThrowawayFolder Create(string prefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prefix);
        foreach (var folder in Directory.GetDirectories(System.IO.Path.GetTempPath(), prefix + "*"))
        {
            Sweep(folder);
        }

        var path = Directory.CreateTempSubdirectory(prefix).FullName;
        // Locked first, named afterwards: a sweep that opened a lock file not yet locked would take the folder for
        // abandoned.
        var unnamed = System.IO.Path.Combine(path, LockName + ".new");
        var ownerLock = Open(unnamed, FileMode.CreateNew);
        File.Move(unnamed, System.IO.Path.Combine(path, LockName));
        return new ThrowawayFolder(path, ownerLock);
    }

    /// <summary>Deletes the folder with everything in it.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        _lock.Dispose();
    }

    private static void Sweep(string folder)
    {
        var lockFile = System.IO.Path.Combine(folder, LockName);
        if (!File.Exists(lockFile))
        {
            return;
        }

        try
        {
            using var abandoned = Open(lockFile, FileMode.Open);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use, being swept by another process, or another user's.
            return;
        }
    }

    private static FileStream Open(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
}
