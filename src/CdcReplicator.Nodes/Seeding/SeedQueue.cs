namespace CdcReplicator.Nodes;

/// <summary>The chunks that wait, the largest tables first, so that no worker is left alone at the end.</summary>
internal sealed class SeedQueue
{
    private readonly Lock _lock = new();
    private readonly LinkedList<SeedChunk> _waiting = [];
    private readonly Dictionary<TableName, int> _open = [];

    /// <summary>The chunks of tables.</summary>
    /// <param name="tables">Each table with the ranges that are not copied.</param>
    /// <param name="chunkBytes">Bytes of a chunk, about.</param>
    public SeedQueue(IEnumerable<(SeedCopyTable Table, IReadOnlyList<SeedRange> Left)> tables, long chunkBytes)
    {
        foreach (var (table, left) in tables.OrderByDescending(table => table.Table.Bytes))
        {
            foreach (var range in SeedRanges.Cut(left, table.Places, table.PlacesOf(chunkBytes)))
            {
                _waiting.AddLast(new SeedChunk(table, range));
                _open[table.Name] = _open.GetValueOrDefault(table.Name) + 1;
            }
        }
    }

    /// <summary>The next chunk; null if none waits.</summary>
    public SeedChunk? Take()
    {
        lock (_lock)
        {
            if (_waiting.First is not { } first)
            {
                return null;
            }

            _waiting.RemoveFirst();
            return first.Value;
        }
    }

    /// <summary>Some or all of a chunk is copied; the rest waits again.</summary>
    /// <returns>Whether nothing of its table waits or is worked on any more.</returns>
    public bool Done(SeedChunk chunk, SeedRange done)
    {
        lock (_lock)
        {
            if (done.To < chunk.Range.To)
            {
                _waiting.AddFirst(chunk with { Range = new SeedRange(done.To, chunk.Range.To) });
                return false;
            }

            return --_open[chunk.Table.Name] == 0;
        }
    }
}
