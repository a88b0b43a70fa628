using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Spools to one file per transaction, in a folder of its own below a shared one. What a crash left there is rebuilt
/// from the log, so folders that nobody holds any more are removed at the start. Rows are nobody else's business.
/// </summary>
internal sealed class FileSpool : ITransactionSpool, IDisposable
{
    private const string LockName = "in-use";

    private readonly string _folder;
    private readonly IRecordDecoder _decoder;
    private readonly FileStream _lock;
    private long _files;

    /// <summary>Takes a new folder below <paramref name="root"/>.</summary>
    /// <exception cref="NodeFaultException">The folder cannot be used.</exception>
    public FileSpool(string root, IRecordDecoder decoder)
    {
        _folder = Path.Combine(root, Guid.NewGuid().ToString("N"));
        _decoder = decoder;
        try
        {
            PrivateFiles.CreateFolder(root);
            RemoveLeftovers(root);
            PrivateFiles.CreateFolder(_folder);
            _lock = OpenLock(_folder, FileMode.CreateNew);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault(root, error);
        }
    }

    /// <inheritdoc/>
    public ISpooledRows Create() => new FileSpooledRows(Path.Combine(_folder, $"{++_files}.spool"), _decoder);

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(_folder);
    }

    internal static NodeFaultException Fault(string path, Exception error) =>
        new(
            $"The spool '{path}' for large transactions cannot be written or read: {error.Message}",
            "Give the applier a writable spool folder with enough space.",
            isTransient: true,
            code: null,
            error
        );

    private static void RemoveLeftovers(string root)
    {
        // Links, and what belongs to others, are nothing that an applier has left.
        foreach (var folder in Directory.EnumerateDirectories(root).Where(PrivateFiles.IsOwnFolder))
        {
            try
            {
                OpenLock(folder, FileMode.Open).Dispose();
            }
            catch (IOException)
            {
                // Somebody holds it, or is just making it: not ours to remove.
                continue;
            }

            TryDelete(folder);
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another applier that starts now removes the same leftover.
        }
    }

    private static FileStream OpenLock(string folder, FileMode mode) =>
        new(Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);
}
