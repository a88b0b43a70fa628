using System.Threading.Channels;

namespace CdcReplicator.Router;

/// <summary>
/// Tells that a SQLite database was written to: its write-ahead log, or the file itself where there is none.
/// </summary>
internal sealed class FileChanges : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <exception cref="IOException">The folder is not there, or the system watches no more.</exception>
    public FileChanges(string file)
    {
        var folder = Path.GetDirectoryName(file);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder of '{file}' does not exist on this machine.");
        }

        _watcher = new FileSystemWatcher(folder)
        {
            NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
        };
        _watcher.Filters.Add(Path.GetFileName(file));
        _watcher.Filters.Add(Path.GetFileName(file) + "-wal");
        _watcher.Changed += (_, _) => Ring();
        _watcher.Created += (_, _) => Ring();
        _watcher.Renamed += (_, _) => Ring();
        // Changes were missed; there is certainly something new to look at.
        _watcher.Error += (_, _) => Ring();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Returns at the next change since the last return.</summary>
    public async Task NextAsync(CancellationToken cancellationToken) =>
        await _changes.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    public void Dispose() => _watcher.Dispose();

    private void Ring() => _changes.Writer.TryWrite(true);
}
