namespace CdcReplicator.ReadHistory;

/// <summary>
/// Appends events of one process to its file. Each is with the system when this returns, so that a kill takes none
/// back. Safe for concurrent use.
/// </summary>
internal sealed class HistoryWriter(string file) : IDisposable
{
    private readonly Lock _writing = new();
    private readonly StreamWriter _file = new(file) { AutoFlush = true };

    public void Add(HistoryEvent happened)
    {
        var line = HistoryLine.Of(happened) + "\n";
        lock (_writing)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file.Dispose();
}
