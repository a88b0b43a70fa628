namespace CdcReplicator.ChangeLog;

/// <summary>A system that cannot watch files: its callbacks would come from outside the schedule.</summary>
public sealed class FileSystemWatcher : IDisposable
{
    public FileSystemWatcher(string folder, string filter = "")
    {
        throw new IOException($"'{folder}' ({filter}) is not watched here.");
    }

    public event FileSystemEventHandler? Changed;

    public event FileSystemEventHandler? Created;

    public event ErrorEventHandler? Error;

    public NotifyFilters NotifyFilter { get; set; }

    public bool EnableRaisingEvents { get; set; }

    public void Dispose()
    {
        (Changed, Created, Error) = (null, null, null);
    }
}
