namespace CdcReplicator.LocalServers;

/// <summary>The last lines that a process printed. Safe for concurrent use.</summary>
internal sealed class LastLines
{
    /// <summary>Enough for any message of a server; whole output of any tool used here.</summary>
    private const int Kept = 2000;

    private readonly Queue<string> _lines = new();

    /// <summary>The lines, oldest first.</summary>
    public string Text
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Adds a line; the oldest goes if there are too many.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == Kept)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line);
        }
    }
}
