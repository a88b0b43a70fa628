using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Spools to one file per transaction in a folder of its own. The folder is emptied at the start: what a crash left there is rebuilt from the log.
/// </summary>
public sealed class FileSpool : ITransactionSpool
{
    private readonly string _folder;
    private readonly IRecordDecoder _decoder;
    private long _files;

    /// <summary>Empties and uses a folder. One applier at a time may use it.</summary>
    /// <exception cref="NodeFaultException">The folder cannot be used.</exception>
    public FileSpool(string folder, IRecordDecoder decoder)
    {
        _folder = folder;
        _decoder = decoder;
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault(folder, error);
        }
    }

    /// <inheritdoc/>
    public ISpooledRows Create() => new FileSpooledRows(Path.Combine(_folder, $"{++_files}.spool"), _decoder);

    internal static NodeFaultException Fault(string path, Exception error) =>
        new(
            $"The spool '{path}' for large transactions cannot be written or read: {error.Message}",
            "Give the applier a writable spool folder with enough space.",
            isTransient: true,
            code: null,
            error
        );
}
