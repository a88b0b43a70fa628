namespace CdcReplicator.Nodes;

/// <summary>The sets of columns met in one table.</summary>
internal sealed class ColumnSets(TableMapping table)
{
    // A publisher may send any subset; forgetting all now and then bounds the memory. Groups of older batches keep
    // theirs.
    private const int MaxSets = 1000;

    private readonly Dictionary<string, ColumnSet> _sets = new(StringComparer.Ordinal);
    private readonly char[] _key = new char[table.Columns.Length];

    /// <summary>The set of these columns.</summary>
    public ColumnSet Of(ReadOnlySpan<bool> has)
    {
        for (var i = 0; i < _key.Length; i++)
        {
            _key[i] = has[i] ? '1' : '0';
        }

        var lookup = _sets.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(_key, out var known))
        {
            return known;
        }

        if (_sets.Count >= MaxSets)
        {
            _sets.Clear();
        }

        var set = new ColumnSet(table, has[.._key.Length].ToArray());
        lookup[_key] = set;
        return set;
    }

    /// <summary>The columns of either.</summary>
    public ColumnSet Union(ColumnSet left, ColumnSet right)
    {
        if (left == right || left.IsFull)
        {
            return left;
        }

        if (right.IsFull)
        {
            return right;
        }

        var has = new bool[table.Columns.Length];
        for (var i = 0; i < has.Length; i++)
        {
            has[i] = left.Has(i) || right.Has(i);
        }

        return Of(has);
    }
}
