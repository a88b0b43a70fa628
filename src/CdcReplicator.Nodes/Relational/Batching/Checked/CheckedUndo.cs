namespace CdcReplicator.Nodes;

/// <summary>Takes the changes of one transaction back, if a later one of its rows cannot be decided.</summary>
internal sealed class CheckedUndo
{
    private readonly Stack<(CheckedTable Table, KeyValue? Key, CheckedRow? Before)> _steps = [];

    /// <summary>Remembers a row that is about to change; null for one that was not touched before.</summary>
    public void Add(CheckedTable table, KeyValue key, CheckedRow? before) => _steps.Push((table, key, before));

    /// <summary>Remembers that a table is about to get a row without key.</summary>
    public void Add(CheckedTable table) => _steps.Push((table, null, null));

    /// <summary>The transaction stands.</summary>
    public void Clear() => _steps.Clear();

    /// <summary>Takes all back.</summary>
    public void Undo()
    {
        while (_steps.TryPop(out var step))
        {
            if (step.Key is { } key)
            {
                step.Table.Restore(key, step.Before);
            }
            else
            {
                step.Table.RemoveAppended();
            }
        }
    }
}
