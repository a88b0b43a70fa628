using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Many rows at a time in PostgreSQL: binary COPY into the table itself where rows are new, else into a staging table
/// and one statement. A few rows are written by one statement each.
/// </summary>
internal sealed class PostgresBatchStore : IBatchStore
{
    /// <summary>
    /// Below this many rows single prepared statements take no longer than COPY into a staging table and a statement,
    /// three round trips in all.
    /// </summary>
    private const int FewRows = 12;

    /// <summary>
    /// After rows that were taken for new were there, this many batches of the table do not try again.
    /// </summary>
    private const int CautiousBatches = 16;

    /// <summary>Fewer rows are not worth another thread: they are made while the first of them are sent.</summary>
    private const int FewRowsAhead = 500;

    private const string Savepoint = "cdc_replicator_copy";

    private readonly NodeSession _session;
    private readonly RowBatchStore _few;
    private readonly PostgresCopy _copy;
    private readonly PostgresStaging _staging;
    private readonly PostgresBatchSql _sql;
    private readonly PostgresKeyReader _keys;
    private readonly PostgresJudge _judge;
    private readonly Dictionary<TableMapping, int> _caution = [];

    /// <summary>A store for a session.</summary>
    public PostgresBatchStore(NodeSession session, ISqlDialect dialect)
    {
        _session = session;
        _few = new RowBatchStore(session);
        _copy = new PostgresCopy(session);
        _staging = new PostgresStaging(session, _copy, dialect);
        _sql = new PostgresBatchSql(dialect);
        _keys = new PostgresKeyReader(session, dialect);
        _judge = new PostgresJudge(session, _copy, _sql);
    }

    /// <inheritdoc/>
    public void Expect(BatchPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var groups = new List<(WriteGroup, TableMapping, ColumnSet)>();
        foreach (var writes in plan.ParentsFirst)
        {
            groups.AddRange(
                writes
                    .Updates.Select(group => (group, writes.Table, group.WithKey(writes.Table)))
                    .Concat(writes.Upserts.Concat(writes.Inserts).Select(group => (group, writes.Table, group.Columns)))
                    .Where(expected => expected.group.Rows.Count >= FewRowsAhead)
            );
        }

        if (groups.Count > 0)
        {
            _copy.MakeAhead(groups);
        }
    }

    /// <inheritdoc/>
    public void Begin() => _staging.Committed();

    /// <inheritdoc/>
    public void RolledBack() => _staging.RolledBack();

    /// <inheritdoc/>
    public Task ReadAsync(KnownTable table, CancellationToken cancellationToken) =>
        table.Count < FewRows ? _few.ReadAsync(table, cancellationToken) : _keys.ReadAsync(table, cancellationToken);

    /// <inheritdoc/>
    public async Task<RowJudgement[]?> JudgeAsync(JudgedRows rows, CancellationToken cancellationToken) =>
        await _judge.JudgeAsync(rows, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task DeleteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        if (writes.Empties || writes.Deletes.Count < FewRows)
        {
            await _few.DeleteAsync(writes, semantics, cancellationToken).ConfigureAwait(false);
            return;
        }

        var keys = writes.Deletes;
        var staged = await _staging
            .FillAsync(writes.Table, writes.Table.Key, keys.Count, (row, i) => keys[row][i], cancellationToken)
            .ConfigureAwait(false);
        var deleted = await RunAsync(_sql.Delete(staged), cancellationToken).ConfigureAwait(false);
        BatchConflictException.Require(semantics, deleted == keys.Count, writes.Table);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        var table = writes.Table;
        foreach (var group in writes.Updates)
        {
            await (
                group.Rows.Count < FewRows
                    ? _few.UpdateAsync(table, group, semantics, cancellationToken)
                    : UpdateAsync(table, group, semantics, cancellationToken)
            ).ConfigureAwait(false);
        }

        foreach (var group in writes.Upserts)
        {
            await (
                group.Rows.Count < FewRows
                    ? _few.UpsertAsync(table, group, cancellationToken)
                    : UpsertAsync(table, group, cancellationToken)
            ).ConfigureAwait(false);
        }

        foreach (var group in writes.Inserts)
        {
            await (
                group.Rows.Count < FewRows
                    ? _few.InsertAsync(table, group, semantics, cancellationToken)
                    : InsertAsync(table, group, semantics, cancellationToken)
            ).ConfigureAwait(false);
        }
    }

    private async Task UpdateAsync(
        TableMapping table,
        WriteGroup group,
        WriteSemantics semantics,
        CancellationToken stop
    )
    {
        var written = group.Columns.Columns.Where(column => !table.IsKey[column]).ToArray();
        var staged = await _staging.FillAsync(table, group.WithKey(table), group, stop).ConfigureAwait(false);
        var updated =
            written.Length == 0 ? 0 : await RunAsync(_sql.Update(staged, written), stop).ConfigureAwait(false);
        if (updated == group.Rows.Count)
        {
            return;
        }

        BatchConflictException.Require(semantics, asDecided: false, table);
        var inserted = await RunAsync(_sql.InsertMissing(staged), stop).ConfigureAwait(false);
        if (group.MustExist && inserted > 0)
        {
            throw new BatchConflictException(table.Name);
        }
    }

    private async Task UpsertAsync(TableMapping table, WriteGroup group, CancellationToken stop)
    {
        var staged = await _staging.FillAsync(table, group.Columns, group, stop).ConfigureAwait(false);
        await RunAsync(_sql.Upsert(staged), stop).ConfigureAwait(false);
    }

    private async Task InsertAsync(
        TableMapping table,
        WriteGroup group,
        WriteSemantics semantics,
        CancellationToken stop
    )
    {
        var columns = group.Columns.Columns;
        var isPlain = Array.TrueForAll(columns, column => PostgresBinary.Has(table.Columns[column].Type));
        if (semantics == WriteSemantics.Checked || !table.HasKey)
        {
            await (isPlain ? CopyAsync(table, group, stop) : InsertStagedAsync(table, group, stop)).ConfigureAwait(
                false
            );
        }
        else if (!isPlain || IsCautious(table) || !await TryCopyAsync(table, group, stop).ConfigureAwait(false))
        {
            await UpsertAsync(table, group, stop).ConfigureAwait(false);
        }
    }

    private async Task InsertStagedAsync(TableMapping table, WriteGroup group, CancellationToken stop)
    {
        var staged = await _staging.FillAsync(table, group.Columns, group, stop).ConfigureAwait(false);
        await RunAsync(_sql.Insert(staged), stop).ConfigureAwait(false);
    }

    /// <summary>Copies rows that should be new into the table. If one is there, undoes it and returns false.</summary>
    private async Task<bool> TryCopyAsync(TableMapping table, WriteGroup group, CancellationToken stop)
    {
        await _session.QueueAsync($"SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
        try
        {
            await CopyAsync(table, group, stop).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await _session.RunAsync($"ROLLBACK TO SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
            _caution[table] = CautiousBatches;
            return false;
        }

        await _session.QueueAsync($"RELEASE SAVEPOINT {Savepoint}", stop).ConfigureAwait(false);
        return true;
    }

    private Task CopyAsync(TableMapping table, WriteGroup group, CancellationToken stop) =>
        _copy.SendAsync(_sql.Copy(table, group.Columns.Columns), table, group.Columns, group, stop);

    private bool IsCautious(TableMapping table)
    {
        if (!_caution.TryGetValue(table, out var left))
        {
            return false;
        }

        if (left == 1)
        {
            _caution.Remove(table);
        }
        else
        {
            _caution[table] = left - 1;
        }

        return true;
    }

    private Task<int> RunAsync(string sql, CancellationToken stop) => _session.ExecuteAsync(sql, [], stop);
}
