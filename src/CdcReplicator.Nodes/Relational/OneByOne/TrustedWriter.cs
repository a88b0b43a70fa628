using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Writes trusted changes, idempotently by the key of the node's own catalog, or by the columns of the record's key
/// where these are others.
/// </summary>
internal sealed class TrustedWriter(NodeSession session, NodeCatalog catalog, TouchedTables touched)
    : RowWriter(session, catalog, touched)
{
    /// <summary>Writes one change. Returns the row it left, if its table has a key and a row was written.</summary>
    /// <exception cref="NodeFaultException">The node cannot take it.</exception>
    /// <exception cref="ChangeRefusedException">The node cannot take it.</exception>
    public async Task<RowKey?> WriteAsync(RowChange change, CancellationToken stop)
    {
        CurrentTable = change.Table;
        CurrentKey = null;
        if (Catalog.Ignored.HasTable(change.Table))
        {
            return null;
        }

        var table = Catalog.Find(change.Table) ?? throw Catalog.TableMissing(change.Table);
        Touched.Touch(table);
        if (change.Operation is ChangeOperation.Delete or ChangeOperation.Truncate)
        {
            Touched.Delete(table);
        }

        if (change.Operation == ChangeOperation.Truncate)
        {
            await DeleteAllAsync(table, stop).ConfigureAwait(false);
            return null;
        }

        Load(table, change);
        if (!table.HasKey)
        {
            await WriteKeylessAsync(table, change, stop).ConfigureAwait(false);
            return null;
        }

        if (change.Operation is ChangeOperation.Create or ChangeOperation.Read)
        {
            await UpsertAsync(table, stop).ConfigureAwait(false);
            return CurrentKey;
        }

        if (table.IsOtherKey(change.Key))
        {
            // The old values' key may be a filler there.
            CurrentKey = null;
            CurrentKey = await FindAsync(table, stop).ConfigureAwait(false) ?? RowKey.Of(table, After);
            if (CurrentKey is null && change.Operation == ChangeOperation.Delete)
            {
                RequireNoFiller(table);
                return null;
            }
        }

        var key = CurrentKey ?? throw ChangeFaults.KeyMissing(table.Name);
        if (change.Operation == ChangeOperation.Delete)
        {
            await DeleteAsync(key, stop).ConfigureAwait(false);
            return null;
        }

        if (MovesKey(key))
        {
            await MoveAsync(key, stop).ConfigureAwait(false);
        }
        else
        {
            await UpdateOrInsertAsync(key, stop).ConfigureAwait(false);
        }

        return KeyAfter(key);
    }

    /// <summary>The rows, other than its own, that hold a unique value of a row that is about to be inserted.</summary>
    /// <exception cref="ChangeRefusedException">The node cannot take it.</exception>
    public async Task<IReadOnlyList<RowKey>> HoldersAsync(RowChange change, CancellationToken stop)
    {
        if (
            change.After is null
            || Catalog.Find(change.Table) is not { HasKey: true, Definition.Uniques.Count: > 0 } table
        )
        {
            return [];
        }

        (CurrentTable, CurrentKey) = (change.Table, null);
        After.Load(table, change.After);
        CurrentKey = RowKey.Of(table, After);
        var holders = new List<RowKey>();
        foreach (var unique in table.Definition.Uniques)
        {
            var columns = unique.Columns.Select(table.PlaceOf).ToArray();
            if (
                columns.Length > 0
                && Array.TrueForAll(columns, column => column >= 0 && After.Has(column) && !After[column].IsNull)
            )
            {
                holders.AddRange(await KeysLikeAsync(table, columns, After, stop).ConfigureAwait(false));
            }
        }

        return [.. holders.Where(holder => CurrentKey is not { } own || !holder.IsSame(own))];
    }

    /// <summary>
    /// The row of a change that was refused, as far as its key fits; the record need not have brought a key of its own.
    /// </summary>
    public RowKey? NameRow(RowChange change)
    {
        if (CurrentKey is null && change.After is not null && Catalog.Find(change.Table) is { } table)
        {
            try
            {
                After.Load(table, change.After, ImageScope.Key);
                CurrentKey = RowKey.Of(table, After);
            }
            catch (ChangeRefusedException)
            {
                // It is the key itself that does not fit.
            }
        }

        return CurrentKey;
    }

    /// <summary>The key of a row as the node spells it; null if there is no such row.</summary>
    public async Task<RowKey?> StoredKeyAsync(RowKey key, CancellationToken stop) =>
        await ReadAsync(key, key.Table.Key, stop).ConfigureAwait(false) is { } stored
            ? new RowKey(key.Table, stored)
            : null;

    /// <summary>Empties a table.</summary>
    public async Task EmptyAsync(TableMapping table, CancellationToken stop)
    {
        Touched.Delete(table);
        await DeleteAllAsync(table, stop).ConfigureAwait(false);
    }

    // No such row: it is gone already, or these values were never its own.
    private void RequireNoFiller(TableMapping table)
    {
        var columns = ColumnsOf(table, Key);
        if (Array.Exists(columns, column => Key[column].IsNull || FillerValue.Is(Key[column])))
        {
            throw ChangeFaults.MayBeFiller(table.Name, columns.Select(column => table.Columns[column].Name));
        }
    }

    private void Load(TableMapping table, RowChange change)
    {
        // Without FULL, whatever in the old values does not belong to the key is a filler, and need not even fit its
        // column.
        var inserts = change.Operation is ChangeOperation.Create or ChangeOperation.Read;
        Key.Load(table, change.Key, table.IsOtherKey(change.Key) ? ImageScope.All : ImageScope.Key);
        Before.Load(table, change.Before, table.HasKey ? ImageScope.Key : ImageScope.All);
        CurrentKey = RowKey.Of(table, Key);
        After.Load(table, change.After);
        foreach (var column in After.NumbersAsText)
        {
            Touched.NoteNumberAsText(table, column);
        }

        CurrentKey = inserts
            ? RowKey.Of(table, After) ?? CurrentKey
            : CurrentKey ?? RowKey.Of(table, Before) ?? RowKey.Of(table, After);
    }

    private async Task UpsertAsync(TableMapping table, CancellationToken stop)
    {
        if (After.HasUnavailable || (!table.Statements.CanUpsert && CurrentKey is not null))
        {
            var key = CurrentKey ?? throw ChangeFaults.KeyMissing(table.Name);
            await UpdateOrInsertAsync(key, stop).ConfigureAwait(false);
            return;
        }

        // Key columns the record lacks (added to the key later) take the default the node's table gives them.
        var kind = table.Statements.CanUpsert ? StatementKind.Upsert : StatementKind.Insert;
        await WriteAsync(kind, table, null, stop).ConfigureAwait(false);
    }

    private async Task UpdateOrInsertAsync(RowKey key, CancellationToken stop)
    {
        if (await UpdateAsync(StatementKind.Update, key, stop).ConfigureAwait(false))
        {
            return;
        }

        if (After.HasUnavailable)
        {
            throw ChangeFaults.ValueUnavailable(key);
        }

        await WriteAsync(StatementKind.Insert, key.Table, null, stop).ConfigureAwait(false);
    }

    private async Task MoveAsync(RowKey from, CancellationToken stop)
    {
        var to = KeyAfter(from);
        if (!await ExistsAsync(from, stop).ConfigureAwait(false))
        {
            await UpdateOrInsertAsync(to, stop).ConfigureAwait(false);
            return;
        }

        await DeleteBesideAsync(to, from, stop).ConfigureAwait(false);
        await UpdateAsync(StatementKind.UpdateWithKey, from, stop).ConfigureAwait(false);
    }

    private async Task WriteKeylessAsync(TableMapping table, RowChange change, CancellationToken stop)
    {
        if (change.Operation is ChangeOperation.Create or ChangeOperation.Read)
        {
            await WriteAsync(StatementKind.Insert, table, null, stop).ConfigureAwait(false);
            return;
        }

        if (!Before.IsLoaded)
        {
            throw ChangeFaults.KeyMissing(table.Name);
        }

        if (change.Operation == ChangeOperation.Delete)
        {
            await DeleteOneLikeBeforeAsync(table, stop).ConfigureAwait(false);
            return;
        }

        if (!await UpdateOneLikeBeforeAsync(table, stop).ConfigureAwait(false))
        {
            await WriteAsync(StatementKind.Insert, table, null, stop).ConfigureAwait(false);
        }
    }
}
