namespace CdcReplicator.Nodes;

/// <summary>Takes the changes of one transaction back, if a later one of its rows cannot be decided.</summary>
internal sealed class CheckedUndo
{
    private readonly Stack<Action> _steps = [];

    /// <summary>Remembers an entry that is about to change.</summary>
    public void Add<TValue>(Dictionary<KeyValue, TValue> entries, KeyValue key)
    {
        if (entries.TryGetValue(key, out var old))
        {
            _steps.Push(() => entries[key] = old);
        }
        else
        {
            _steps.Push(() => entries.Remove(key));
        }
    }

    /// <summary>Remembers a list that is about to get one more.</summary>
    public void Add<T>(List<T> items) => _steps.Push(() => items.RemoveAt(items.Count - 1));

    /// <summary>The transaction stands.</summary>
    public void Clear() => _steps.Clear();

    /// <summary>Takes all back.</summary>
    public void Undo()
    {
        while (_steps.TryPop(out var step))
        {
            step();
        }
    }
}
