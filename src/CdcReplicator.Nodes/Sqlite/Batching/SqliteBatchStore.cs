using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Rows read and written by one prepared statement each. In the same process a statement costs no round trip, so larger
/// ones would save little.
/// </summary>
internal sealed class SqliteBatchStore(SqliteStatements statements) : IBatchStore
{
    private const string Judged = "cdc_replicator_judged";

    /// <inheritdoc/>
    /// <remarks>Values are bound when their row is written, so there is nothing to make before.</remarks>
    public void Expect(BatchPlan plan) { }

    /// <inheritdoc/>
    public void Begin() { }

    /// <inheritdoc/>
    public void RolledBack() { }

    /// <inheritdoc/>
    public Task ReadAsync(KnownTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        statements.Trim();
        var (uniques, mapping) = (table.Rules.Uniques, table.Rules.Table);
        int[] columns = [.. mapping.Key, .. table.WantedColumns];
        foreach (var row in Find(mapping, columns, mapping.Key, table.Keys, cancellationToken))
        {
            table.FoundRow(row);
        }

        for (var unique = 0; unique < uniques.Length; unique++)
        {
            var places = uniques[unique];
            int[] owner = [.. mapping.Key, .. places.Except(mapping.Key)];
            foreach (var row in Find(mapping, owner, places, table.TuplesOf(unique), cancellationToken))
            {
                table.FoundOwner(unique, KeyValue.Of(row, places), KeyValue.Of(row, mapping.Key));
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A row that is refused leaves nothing; one that is not goes at once, so that each is judged on what was there
    /// before.
    /// </remarks>
    public Task<RowJudgement[]?> JudgeAsync(JudgedRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        statements.Trim();
        var (table, statement) = (rows.Table, rows.Statement);
        var write = Prepare(
            table,
            statement.Sql,
            rows.Inserts ? statement.Columns : [.. statement.Columns, .. table.Key]
        );
        var (mark, undo) = (statements.Of($"SAVEPOINT {Judged}"), statements.Of($"ROLLBACK TO SAVEPOINT {Judged}"));
        var judgements = new RowJudgement[rows.Rows.Count];
        mark.Execute();
        for (var i = 0; i < judgements.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (write.TryWrite(rows.Rows[i]) is { } error)
            {
                judgements[i] = RowJudgement.Of(error);
            }
            else
            {
                judgements[i] = RowJudgement.Passes;
                undo.Execute();
            }
        }

        statements.Of($"RELEASE SAVEPOINT {Judged}").Execute();
        return Task.FromResult<RowJudgement[]?>(judgements);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        statements.Trim();
        var table = writes.Table;
        if (writes.Empties)
        {
            statements.Of(table.Statements.DeleteAll).Execute();
        }
        else if (writes.Deletes.Count > 0)
        {
            if (KeyOrder.IsFree(table.Definition))
            {
                KeyOrder.Sort(writes.Deletes);
            }

            var delete = Prepare(table, table.Statements.Delete, table.Key);
            foreach (var key in writes.Deletes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                BatchConflictException.Require(semantics, delete.Write(key) == 1, table);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        statements.Trim();
        var table = writes.Table;
        foreach (var group in writes.Updates)
        {
            Update(table, group, semantics, cancellationToken);
        }

        foreach (var group in writes.Upserts)
        {
            Write(table, StatementKind.Upsert, group, cancellationToken);
        }

        // A trusted row whose key is there after all is updated.
        var insert = semantics == WriteSemantics.Trusted && table.HasKey ? StatementKind.Upsert : StatementKind.Insert;
        foreach (var group in writes.Inserts)
        {
            Write(table, insert, group, cancellationToken);
        }

        return Task.CompletedTask;
    }

    /// <summary>Updates rows by key; trusted ones that are missing are inserted.</summary>
    private void Update(TableMapping table, WriteGroup group, WriteSemantics semantics, CancellationToken stop)
    {
        var statement = table.Statements.For(StatementKind.Update, group.Columns);
        var writesNothing = statement.Sql.Length == 0;
        var update = writesNothing
            ? Prepare(table, table.Statements.Exists, table.Key)
            : Prepare(table, statement.Sql, [.. statement.Columns, .. table.Key]);
        foreach (var row in InOrder(table, group))
        {
            stop.ThrowIfCancellationRequested();
            if (writesNothing ? update.Any(row) : update.Write(row) > 0)
            {
                continue;
            }

            BatchConflictException.Require(semantics, asDecided: false, table);
            if (group.MustExist)
            {
                throw new BatchConflictException(table.Name);
            }

            Prepare(table, StatementKind.Insert, group.WithKey(table)).Write(row);
        }
    }

    private void Write(TableMapping table, StatementKind kind, WriteGroup group, CancellationToken stop)
    {
        var write = Prepare(table, kind, group.Columns);
        foreach (var row in InOrder(table, group))
        {
            stop.ThrowIfCancellationRequested();
            write.Write(row);
        }
    }

    private static List<DataValue[]> InOrder(TableMapping table, WriteGroup group)
    {
        var rows = group.Rows.ConvertAll(row => row.Values);
        if (KeyOrder.IsFree(table.Definition))
        {
            KeyOrder.Sort(rows, table.Key);
        }

        return rows;
    }

    /// <summary>Columns of the rows that have given values, at their places in the table.</summary>
    private IEnumerable<DataValue[]> Find(
        TableMapping table,
        int[] columns,
        int[] given,
        IReadOnlyCollection<KeyValue> values,
        CancellationToken stop
    )
    {
        if (values.Count == 0)
        {
            yield break;
        }

        var select = Prepare(table, table.Statements.Select(columns, given), given);
        foreach (var value in values)
        {
            stop.ThrowIfCancellationRequested();
            if (select.First(value, columns) is { } row)
            {
                yield return row;
            }
        }
    }

    private SqliteRowStatement Prepare(TableMapping table, StatementKind kind, ColumnSet columns)
    {
        var statement = table.Statements.For(kind, columns);
        return Prepare(table, statement.Sql, statement.Columns);
    }

    private SqliteRowStatement Prepare(TableMapping table, string sql, int[] places) =>
        new(statements.Of(sql), table, places);
}
