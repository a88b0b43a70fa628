using System.Collections.Concurrent;

namespace CdcReplicator.Nodes;

/// <summary>
/// What changes were rejected for lately. A writer that loops on one conflict meets it again, so what such a change
/// touches is asked for at once. All other rows are assumed to be as the changes say. It only bears on what is asked,
/// never on what is decided. Read while another batch is applied.
/// </summary>
internal sealed class Suspects
{
    /// <summary>Many more than loop at a time; forgotten together, because asking too little costs one batch.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<Suspect, bool> _known = [];
    private volatile int _count;

    /// <summary>Remembers one.</summary>
    public void Add(in Suspect suspect)
    {
        if (_count >= Most)
        {
            _known.Clear();
            _count = 0;
        }

        if (_known.TryAdd(suspect, true))
        {
            _count++;
        }
    }

    /// <summary>Whether a change touches one.</summary>
    public bool AreMetBy(in CheckedChange change)
    {
        if (_count == 0 || change.Key is not { } key)
        {
            return false;
        }

        var rules = change.Table.Rules;
        if (Has(rules.Table, Suspect.Key, key))
        {
            return true;
        }

        if (change.After is not { } version)
        {
            return false;
        }

        for (var unique = 0; unique < rules.Uniques.Length; unique++)
        {
            if (version.TupleOf(rules.Uniques[unique]) is { } tuple && Has(rules.Table, unique, tuple))
            {
                return true;
            }
        }

        foreach (var foreignKey in rules.ForeignKeys)
        {
            if (version.TupleOf(foreignKey.Columns) is { } parent && Has(foreignKey.Parent, Suspect.Key, parent))
            {
                return true;
            }
        }

        return false;
    }

    private bool Has(TableMapping table, int unique, KeyValue values) =>
        _known.ContainsKey(new Suspect(table, unique, values));
}
