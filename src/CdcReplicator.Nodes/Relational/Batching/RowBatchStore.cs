using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Rows written one statement each: the way of few rows, and of a role that may make no temporary tables.
/// </summary>
internal sealed class RowBatchStore(NodeSession session) : IBatchStore
{
    private readonly List<BoundValue> _parameters = [];

    /// <inheritdoc/>
    /// <remarks>Values are bound one by one, so there is nothing to be made before.</remarks>
    public void Expect(BatchPlan plan) { }

    /// <inheritdoc/>
    public void Begin() { }

    /// <inheritdoc/>
    public void RolledBack() { }

    /// <inheritdoc/>
    public async Task ReadAsync(KnownTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (uniques, mapping) = (table.Rules.Uniques, table.Rules.Table);
        int[] columns = [.. mapping.Key, .. table.WantedColumns];
        foreach (
            var row in await FindAsync(mapping, columns, mapping.Key, table.Keys, table.Holds, cancellationToken)
                .ConfigureAwait(false)
        )
        {
            table.FoundRow(row);
        }

        for (var unique = 0; unique < uniques.Length; unique++)
        {
            var places = uniques[unique];
            var owners = await FindAsync(
                    mapping,
                    [.. mapping.Key, .. places.Except(mapping.Key)],
                    places,
                    table.TuplesOf(unique),
                    holds: false,
                    cancellationToken
                )
                .ConfigureAwait(false);
            foreach (var row in owners)
            {
                table.FoundOwner(unique, KeyValue.Of(row, places), KeyValue.Of(row, mapping.Key));
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>It would take as many ways there and back as to apply each by itself.</remarks>
    public Task<RowJudgement[]?> JudgeAsync(JudgedRows rows, CancellationToken cancellationToken) =>
        Task.FromResult<RowJudgement[]?>(null);

    /// <inheritdoc/>
    public async Task DeleteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var table = writes.Table;
        if (writes.Empties)
        {
            await session.ExecuteAsync(table.Statements.DeleteAll, [], cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var key in writes.Deletes)
        {
            Load(table, table.Key, key);
            var deleted = await session
                .ExecuteAsync(table.Statements.Delete, _parameters, cancellationToken)
                .ConfigureAwait(false);
            BatchConflictException.Require(semantics, deleted == 1, table);
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        foreach (var group in writes.Updates)
        {
            await UpdateAsync(writes.Table, group, semantics, cancellationToken).ConfigureAwait(false);
        }

        foreach (var group in writes.Upserts)
        {
            await UpsertAsync(writes.Table, group, cancellationToken).ConfigureAwait(false);
        }

        foreach (var group in writes.Inserts)
        {
            await InsertAsync(writes.Table, group, semantics, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Updates rows by key; trusted ones that are missing are inserted.</summary>
    public async Task UpdateAsync(
        TableMapping table,
        WriteGroup group,
        WriteSemantics semantics,
        CancellationToken stop
    )
    {
        var update = table.Statements.For(StatementKind.Update, group.Columns);
        foreach (var version in group.Rows)
        {
            var row = version.Values;
            if (await UpdateRowAsync(table, update, row, stop).ConfigureAwait(false))
            {
                continue;
            }

            BatchConflictException.Require(semantics, asDecided: false, table);
            if (group.MustExist)
            {
                throw new BatchConflictException(table.Name);
            }

            await WriteRowAsync(table, StatementKind.Insert, group.WithKey(table), row, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Inserts rows, or updates them where their key is there.</summary>
    public async Task UpsertAsync(TableMapping table, WriteGroup group, CancellationToken stop)
    {
        foreach (var row in group.Rows)
        {
            await WriteRowAsync(table, StatementKind.Upsert, group.Columns, row.Values, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Inserts rows; trusted ones whose key is there after all are updated.</summary>
    public async Task InsertAsync(
        TableMapping table,
        WriteGroup group,
        WriteSemantics semantics,
        CancellationToken stop
    )
    {
        var kind = semantics == WriteSemantics.Trusted && table.HasKey ? StatementKind.Upsert : StatementKind.Insert;
        foreach (var row in group.Rows)
        {
            await WriteRowAsync(table, kind, group.Columns, row.Values, stop).ConfigureAwait(false);
        }
    }

    private async Task<bool> UpdateRowAsync(
        TableMapping table,
        RowStatement update,
        DataValue[] row,
        CancellationToken stop
    )
    {
        _parameters.Clear();
        Add(table, update.Columns, row);
        Add(table, table.Key, row);
        return update.Sql.Length == 0
            ? await session.AnyAsync(table.Statements.Exists, _parameters, stop).ConfigureAwait(false)
            : await session.ExecuteAsync(update.Sql, _parameters, stop).ConfigureAwait(false) > 0;
    }

    private Task<int> WriteRowAsync(
        TableMapping table,
        StatementKind kind,
        ColumnSet columns,
        DataValue[] row,
        CancellationToken stop
    )
    {
        var statement = table.Statements.For(kind, columns);
        _parameters.Clear();
        Add(table, statement.Columns, row);
        return session.ExecuteAsync(statement.Sql, _parameters, stop);
    }

    /// <summary>Columns of the rows that have given values, at their places in the table.</summary>
    private async Task<List<DataValue[]>> FindAsync(
        TableMapping table,
        int[] columns,
        int[] given,
        IReadOnlyCollection<KeyValue> values,
        bool holds,
        CancellationToken stop
    )
    {
        var sql = table.Statements.Select(columns, given) + (holds ? table.Statements.HoldsRows : "");
        var types = Array.ConvertAll(columns, column => table.Columns[column].Type);
        var found = new List<DataValue[]>();
        foreach (var value in values)
        {
            Load(table, given, value);
            if (await session.FirstRowAsync(sql, _parameters, types, stop).ConfigureAwait(false) is { } read)
            {
                var row = new DataValue[table.Columns.Length];
                for (var i = 0; i < columns.Length; i++)
                {
                    row[columns[i]] = read[i];
                }

                found.Add(row);
            }
        }

        return found;
    }

    private void Load(TableMapping table, int[] places, KeyValue values)
    {
        _parameters.Clear();
        for (var i = 0; i < places.Length; i++)
        {
            _parameters.Add(new BoundValue(values[i], table.Columns[places[i]].Type));
        }
    }

    private void Add(TableMapping table, int[] places, DataValue[] row)
    {
        foreach (var place in places)
        {
            _parameters.Add(new BoundValue(row[place], table.Columns[place].Type));
        }
    }
}
