using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// The rows the generator believes in. It steers: checked histories need changes that often succeed, trusted ones
/// changes their source could have committed. No test compares with it; the reference is the node itself, one by one.
/// </summary>
internal sealed class SourceRows(HistorySchema schema)
{
    private Dictionary<string, List<Row>> _rows = schema.Tables.ToDictionary(t => t.Name, _ => new List<Row>());

    public IReadOnlyList<Row> Of(HistoryTable table) => _rows[table.Name];

    public Row? Find(HistoryTable table, Row key) =>
        _rows[table.Name].Find(row => table.KeyOf(row) == table.KeyOf(key));

    public SourceRows Copy() => new(schema) { _rows = _rows.ToDictionary(p => p.Key, p => new List<Row>(p.Value)) };

    public bool IsSame(SourceRows other) =>
        schema.Tables.All(table =>
            Of(table).Count == other.Of(table).Count
            && Of(table).All(row => other.Find(table, row)?.IsSame(row) ?? false)
        );

    /// <summary>Applies the changes of one transaction, or none; null if a rule stands against it.</summary>
    public IReadOnlyList<AppliedChange>? TryApply(IEnumerable<RowChange> changes)
    {
        var saved = Copy();
        var applied = new List<AppliedChange>();
        if (changes.All(change => TryApply(change, applied)) && AreReferencesMet(deferred: true))
        {
            return applied;
        }

        _rows = saved._rows;
        return null;
    }

    /// <summary>Applies a trusted change by key; whether unique constraints let it.</summary>
    public bool TryRepeat(RowChange change)
    {
        if (schema.Find(change.Table) is not { HasKey: true } table || change.Operation == ChangeOperation.Truncate)
        {
            return false;
        }

        var key = new Row([]).With((change.Key ?? change.After!).Value);
        var old = Find(table, key);
        if (change.Operation == ChangeOperation.Delete)
        {
            return old is null || _rows[table.Name].Remove(old);
        }

        var row = (old ?? new Row([])).With(change.After!.Value);
        if (old is null && change.After!.Value.ToValues().Any(value => value.Kind == DataKind.Unavailable))
        {
            return false;
        }

        _rows[table.Name].RemoveAll(other => other == old || table.KeyOf(other) == table.KeyOf(row));
        return TryPut(table, row);
    }

    private bool TryApply(RowChange change, List<AppliedChange> applied)
    {
        if (schema.Find(change.Table) is not { } table)
        {
            return false;
        }

        var rows = _rows[table.Name];
        switch (change.Operation)
        {
            case ChangeOperation.Truncate:
                applied.AddRange(rows.Select(row => new AppliedChange(table, row, null)));
                rows.Clear();
                return AreReferencesMet(deferred: false);
            case ChangeOperation.Create:
                return TryInsert(table, change.After!.Value, applied);
            case ChangeOperation.Read:
                return table.HasKey && Find(table, new Row([]).With(change.After!.Value)) is { } there
                    ? TryReplace(table, there, there.With(change.After!.Value).With(there.Image(table.Key)), applied)
                    : TryInsert(table, change.After!.Value, applied);
        }

        var old = Target(table, change);
        return old is not null
            && (change.Before is null || old.Has(change.Before.Value))
            && (
                change.Operation == ChangeOperation.Delete
                    ? TryDelete(table, old, applied)
                    : TryReplace(table, old, old.With(change.After!.Value), applied)
            );
    }

    private Row? Target(HistoryTable table, RowChange change) =>
        table.HasKey
            ? Find(table, new Row([]).With((change.Key ?? change.Before ?? change.After!).Value))
            : _rows[table.Name].Find(row => change.Before is not null && row.Has(change.Before.Value));

    private bool TryInsert(HistoryTable table, RowImage image, List<AppliedChange> applied)
    {
        var defaults = table
            .Columns.Where(c => c.Default is not null)
            .Select(c => KeyValuePair.Create(c.Name, c.Default!.Value));
        var row = new Row(defaults).With(image);
        applied.Add(new AppliedChange(table, null, row));
        return TryPut(table, row) && AreReferencesMet(deferred: false);
    }

    private bool TryReplace(HistoryTable table, Row old, Row row, List<AppliedChange> applied)
    {
        _rows[table.Name].Remove(old);
        applied.Add(new AppliedChange(table, old, row));
        return TryPut(table, row) && AreReferencesMet(deferred: false);
    }

    private bool TryDelete(HistoryTable table, Row old, List<AppliedChange> applied)
    {
        _rows[table.Name].Remove(old);
        applied.Add(new AppliedChange(table, old, null));
        foreach (var child in schema.Tables)
        {
            foreach (
                var key in child.ForeignKeys.Where(key => key.Parent == table.Name && (key.Cascades || key.SetsNull))
            )
            {
                foreach (var row in _rows[child.Name].Where(row => row[key.Column] == old["id"]).ToList())
                {
                    _ = key.Cascades
                        ? TryDelete(child, row, applied)
                        : TryReplace(child, row, row.With(RowImages.Of((key.Column, DataValue.Null))), applied);
                }
            }
        }

        return AreReferencesMet(deferred: false);
    }

    private bool TryPut(HistoryTable table, Row row)
    {
        var rows = _rows[table.Name];
        var fits =
            table.Columns.All(c => c.Nullable || !row[c.Name].IsNull)
            && table.Columns.All(c => !c.Bad.Contains(row[c.Name]))
            && table.Check(row)
            && (!table.HasKey || !rows.Exists(other => table.KeyOf(other) == table.KeyOf(row)))
            && table.Uniques.All(unique =>
                unique(row) is not { } value || !rows.Exists(other => unique(other) == value)
            );
        rows.Add(row);
        return fits;
    }

    private bool AreReferencesMet(bool deferred) =>
        schema.Tables.All(child =>
            child
                .ForeignKeys.Where(key => deferred || !key.IsDeferred)
                .All(key =>
                    Of(child)
                        .All(row => row[key.Column].IsNull || _rows[key.Parent].Exists(p => p["id"] == row[key.Column]))
                )
        );
}
