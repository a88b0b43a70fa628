using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The right to write and checkpoint one file, shared by processes. The operating system drops it when its process
/// dies. Our own SQLite needs it no more: versions before 3.51.3 could damage a file if two connections did both at
/// once. An applier of an earlier version that still stands by has such a one, and a lock that is waited for here names
/// the other applier instead of "database is locked".
/// </summary>
internal sealed class SqliteWriteLock(string databaseFile, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly string _file = databaseFile + "-cdc-replicator-lock";

    /// <summary>Whether it is held here.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Waits for it; disposing gives it back.</summary>
    /// <exception cref="NodeFaultException">It did not come free, or the lock file cannot be made.</exception>
    public async Task<IAsyncDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var stream = new FileStream(_file, Options());
                IsHeld = true;
                return new Holder(this, stream);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new NodeFaultException(
                    $"The lock file '{_file}' cannot be opened.",
                    "Give the applier's account the right to the node's folder.",
                    isTransient: false,
                    code: null,
                    e
                );
            }
            catch (DirectoryNotFoundException e)
            {
                throw new NodeFaultException(
                    $"The folder of '{databaseFile}' does not exist.",
                    "Create the file and its tables, or correct Data Source in the connection string.",
                    isTransient: false,
                    code: null,
                    e
                );
            }
            catch (IOException e) when (time.GetElapsedTime(started) > Timeout)
            {
                throw new NodeFaultException(
                    $"The lock file '{_file}' did not come free within {Timeout.TotalSeconds:0} s.",
                    "Run one applier per node; end the other one.",
                    isTransient: true,
                    code: null,
                    e
                );
            }
            catch (IOException)
            {
                // Held by another process, which has no way to wake us.
                await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private FileStreamOptions Options()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (PrivateFiles.ModeBeside(databaseFile) is { } mode && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return options;
    }

    private sealed class Holder(SqliteWriteLock owner, FileStream stream) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            owner.IsHeld = false;
            return stream.DisposeAsync();
        }
    }
}
