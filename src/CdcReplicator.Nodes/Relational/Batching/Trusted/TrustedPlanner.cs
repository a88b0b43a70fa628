using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Folds trusted changes of many transactions into their net effect. Pure: what is in the database does not matter.
/// </summary>
internal sealed class TrustedPlanner(NodeCatalog catalog)
{
    private readonly Dictionary<TableName, TrustedFold?> _folds = [];
    private readonly List<(BatchRules Rules, TrustedFold Fold)> _used = [];
    private (TableName Name, TrustedFold? Fold) _last;

    /// <summary>Rows that are to be written, for bounding memory.</summary>
    public int Rows
    {
        get
        {
            var rows = 0;
            foreach (var (_, fold) in _used)
            {
                rows += fold.Count;
            }

            return rows;
        }
    }

    /// <summary>
    /// Folds a change of a source in. False, and nothing is changed, if it has to be applied by itself.
    /// </summary>
    public bool TryAdd(in RowChange change, string source)
    {
        if (change.Table != _last.Name || _last.Fold is null)
        {
            _last = (change.Table, FoldOf(change.Table));
        }

        if (_last.Fold is null ? !catalog.Ignored.HasTable(change.Table) : !_last.Fold.TryAdd(change))
        {
            return false;
        }

        _last.Fold?.Note(source);
        return true;
    }

    /// <summary>The net effect; good until the planner is cleared.</summary>
    public BatchPlan ToPlan() =>
        new(
            WriteSemantics.Trusted,
            [
                .. _used
                    .Where(used => used.Fold.Count > 0 || used.Fold.IsEmptied)
                    .Select(used => (used.Rules, used.Fold.ToWrites())),
            ]
        );

    /// <summary>Begins anew; the room that was taken is used again.</summary>
    public void Clear()
    {
        foreach (var (_, fold) in _used)
        {
            fold.Clear();
        }
    }

    private TrustedFold? FoldOf(TableName name)
    {
        if (_folds.TryGetValue(name, out var known))
        {
            return known;
        }

        TrustedFold? fold = null;
        if (!catalog.Ignored.HasTable(name) && catalog.Find(name) is { } table)
        {
            var rules = catalog.RulesOf(table);
            fold = new TrustedFold(rules);
            _used.Add((rules, fold));
        }

        _folds.Add(name, fold);
        return fold;
    }
}
