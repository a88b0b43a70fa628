using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Writes checked changes. For each row in this order: invalid value, existence and expectations, NOT NULL, then what
/// the database says (CHECK, UNIQUE, FOREIGN KEY). A table or column the node lacks is no verdict but a fault of the
/// node. The quick way leaves existence to the insert itself; where that fails, the transaction is repeated the careful
/// way, which asks first, so that the reason does not depend on the order in which a database looks at its constraints.
/// </summary>
internal sealed class CheckedWriter(NodeSession session, NodeCatalog catalog, TouchedTables touched)
    : RowWriter(session, catalog, touched)
{
    /// <summary>Writes one change.</summary>
    /// <exception cref="ChangeRefusedException">It is refused.</exception>
    /// <exception cref="NodeFaultException">
    /// The node lacks its table or one of its columns, so it cannot judge it.
    /// </exception>
    public async Task WriteAsync(RowChange change, bool careful, CancellationToken stop)
    {
        CurrentTable = change.Table;
        CurrentKey = null;
        var table = Catalog.Find(change.Table) ?? throw Unknown(change.Table);
        Touched.Touch(table);
        if (change.Operation is ChangeOperation.Delete or ChangeOperation.Truncate)
        {
            Touched.Delete(table);
        }

        if (change.Operation == ChangeOperation.Truncate)
        {
            await DeleteAllAsync(table, stop).ConfigureAwait(false);
            return;
        }

        Load(table, change);
        switch (change.Operation)
        {
            case ChangeOperation.Create:
                await CreateAsync(table, careful, stop).ConfigureAwait(false);
                break;
            case ChangeOperation.Read:
                await UpsertAsync(table, careful, stop).ConfigureAwait(false);
                break;
            case ChangeOperation.Update:
                await UpdateAsync(table, careful, stop).ConfigureAwait(false);
                break;
            default:
                await DeleteAsync(table, stop).ConfigureAwait(false);
                break;
        }
    }

    private void Load(TableMapping table, RowChange change)
    {
        var inserts = change.Operation is ChangeOperation.Create or ChangeOperation.Read;
        Key.Load(table, change.Key, ImageScope.Key);
        CurrentKey = RowKey.Of(table, Key);
        Before.Load(table, change.Before);
        CurrentKey ??= RowKey.Of(table, Before);
        if (inserts)
        {
            // The key first, so that a refusal of another column can name the row.
            After.Load(table, change.After, ImageScope.Key);
            CurrentKey = RowKey.Of(table, After);
        }

        After.Load(table, change.After);
        CurrentKey ??= RowKey.Of(table, After);
        if (table.HasKey && CurrentKey is null)
        {
            throw Refused(RejectionReason.InvalidValue, FirstMissingKeyColumn(table), "lacks a column of the key");
        }
    }

    private async Task CreateAsync(TableMapping table, bool careful, CancellationToken stop)
    {
        if (careful && CurrentKey is { } key && await ExistsAsync(key, stop).ConfigureAwait(false))
        {
            throw new ChangeRefusedException(RowRefusal.Exists(table.Name, key.ToJson()));
        }

        RequireNotNull(table, inserts: true);
        await WriteAsync(StatementKind.Insert, table, null, stop).ConfigureAwait(false);
    }

    private async Task UpsertAsync(TableMapping table, bool careful, CancellationToken stop)
    {
        if (CurrentKey is not { } key)
        {
            await CreateAsync(table, careful, stop).ConfigureAwait(false);
        }
        else if (table.Statements.CanUpsert && !careful)
        {
            RequireNotNull(table, inserts: false);
            await WriteAsync(StatementKind.Upsert, table, null, stop).ConfigureAwait(false);
        }
        else if (await ExistsAsync(key, stop).ConfigureAwait(false))
        {
            RequireNotNull(table, inserts: false);
            await UpdateAsync(StatementKind.Update, key, stop).ConfigureAwait(false);
        }
        else
        {
            RequireNotNull(table, inserts: true);
            await WriteAsync(StatementKind.Insert, table, null, stop).ConfigureAwait(false);
        }
    }

    private async Task UpdateAsync(TableMapping table, bool careful, CancellationToken stop)
    {
        if (CurrentKey is not { } key)
        {
            RequireNotNull(table, inserts: false);
            RequireFound(Before.IsLoaded && await UpdateOneLikeBeforeAsync(table, stop).ConfigureAwait(false));
            return;
        }

        await RequireExpectedAsync(key, stop).ConfigureAwait(false);
        var moves = MovesKey(key);
        if (careful)
        {
            RequireFound(await ExistsAsync(key, stop).ConfigureAwait(false));
            if (moves && await ExistsBesideAsync(KeyAfter(key), key, stop).ConfigureAwait(false))
            {
                throw Refused(RejectionReason.DuplicateKey, null, "would get a key that exists already");
            }
        }

        RequireNotNull(table, inserts: false);
        var kind = moves ? StatementKind.UpdateWithKey : StatementKind.Update;
        RequireFound(await UpdateAsync(kind, key, stop).ConfigureAwait(false));
    }

    private async Task DeleteAsync(TableMapping table, CancellationToken stop)
    {
        if (CurrentKey is not { } key)
        {
            RequireFound(Before.IsLoaded && await DeleteOneLikeBeforeAsync(table, stop).ConfigureAwait(false));
            return;
        }

        await RequireExpectedAsync(key, stop).ConfigureAwait(false);
        RequireFound(await DeleteAsync(key, stop).ConfigureAwait(false));
    }

    private async Task RequireExpectedAsync(RowKey key, CancellationToken stop)
    {
        var columns = ColumnsOf(key.Table, Before);
        if (columns.Length == 0)
        {
            return;
        }

        var current = await ReadAsync(key, columns, stop).ConfigureAwait(false);
        RequireFound(current is not null);
        for (var i = 0; i < columns.Length; i++)
        {
            if (!CanonicalForm.AreEqual(current![i], Before[columns[i]]))
            {
                var column = key.Table.Columns[columns[i]].Name;
                throw new ChangeRefusedException(RowRefusal.Unexpected(key.Table.Name, key.ToJson(), column));
            }
        }
    }

    private void RequireFound(bool found)
    {
        if (!found)
        {
            throw new ChangeRefusedException(RowRefusal.Missing(CurrentTable!.Value, CurrentKey?.ToJson()));
        }
    }

    private void RequireNotNull(TableMapping table, bool inserts)
    {
        for (var i = 0; i < table.Columns.Length; i++)
        {
            var column = table.Columns[i];
            var missing = After.Has(i) ? After[i].IsNull : inserts && !column.HasDefault && !column.IdentityAlways;
            if (missing && !column.Nullable && !column.Generated)
            {
                throw Refused(RejectionReason.NotNullViolation, column.Name, $"has no value for '{column.Name}'");
            }
        }
    }

    private string FirstMissingKeyColumn(TableMapping table)
    {
        foreach (var column in table.Key)
        {
            if (!Key.Has(column) && !Before.Has(column) && !After.Has(column))
            {
                return table.Columns[column].Name;
            }
        }

        return table.Columns[table.Key[0]].Name;
    }

    private ChangeRefusedException Refused(RejectionReason reason, string? constraint, string what) =>
        new(RowRefusal.Of(reason, CurrentTable!.Value, CurrentKey?.ToJson(), constraint, what));

    private ReplicationException Unknown(TableName table) =>
        Catalog.TakenAway.Has(table) ? new ChangeRefusedException(RowRefusal.TableTakenAway(table))
        : Catalog.Ignored.HasTable(table) ? CatalogFaults.IgnoredTableIsWritten(table)
        : Catalog.TableMissing(table);
}
