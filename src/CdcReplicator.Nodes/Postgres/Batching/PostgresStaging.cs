using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Temporary tables that rows are copied into before one statement writes them all. Made once for each table and set of
/// columns of a session; emptied by each commit.
/// </summary>
internal sealed class PostgresStaging(NodeSession session, PostgresCopy copy, ISqlDialect dialect)
{
    // Publishers may send any subset of columns; the oldest tables go when there are too many.
    private const int MaxTables = 200;

    private readonly Dictionary<string, StagedColumns> _tables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly HashSet<string> _filled = new(StringComparer.Ordinal);
    private int _names;

    /// <summary>A commit has emptied all tables.</summary>
    public void Committed() => _filled.Clear();

    /// <summary>
    /// A rollback may have undone the making of tables. If it went back to a savepoint, what was filled before is still
    /// full.
    /// </summary>
    public void RolledBack()
    {
        _made.Clear();
        _filled.UnionWith(_tables.Values.Select(staged => staged.Name));
    }

    /// <summary>Copies rows of some columns in.</summary>
    /// <param name="table">The table they are for.</param>
    /// <param name="columns">Places of the columns.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="value">The value of a row at a column's index within <paramref name="columns"/>.</param>
    /// <param name="stop">Cancels it.</param>
    public async Task<StagedColumns> FillAsync(
        TableMapping table,
        int[] columns,
        int rows,
        Func<int, int, DataValue> value,
        CancellationToken stop
    )
    {
        var staged = await PrepareAsync(table, columns, stop).ConfigureAwait(false);
        var types = Array.ConvertAll(columns, column => table.Columns[column].Type);
        await copy.SendAsync(
                $"COPY {staged.Name} FROM STDIN (FORMAT BINARY)",
                rows,
                columns.Length,
                (buffer, row) =>
                {
                    for (var i = 0; i < types.Length; i++)
                    {
                        PostgresBinary.Write(buffer, value(row, i), types[i]);
                    }
                },
                stop
            )
            .ConfigureAwait(false);
        return staged;
    }

    /// <summary>Copies the rows of a group in.</summary>
    /// <param name="table">The table they are for.</param>
    /// <param name="columns">The columns that are staged.</param>
    /// <param name="group">The rows.</param>
    /// <param name="stop">Cancels it.</param>
    /// <exception cref="BatchConflictException">A value does not fit its column.</exception>
    public async Task<StagedColumns> FillAsync(
        TableMapping table,
        ColumnSet columns,
        WriteGroup group,
        CancellationToken stop
    )
    {
        var staged = await PrepareAsync(table, columns.Columns, stop).ConfigureAwait(false);
        await copy.SendAsync($"COPY {staged.Name} FROM STDIN (FORMAT BINARY)", table, columns, group, stop)
            .ConfigureAwait(false);
        return staged;
    }

    private async Task<StagedColumns> PrepareAsync(TableMapping table, int[] columns, CancellationToken stop)
    {
        var key = $"{dialect.Table(table.Name)} {string.Join(',', columns)}";
        if (!_tables.TryGetValue(key, out var staged))
        {
            if (_tables.Count >= MaxTables)
            {
                await DropAllAsync(stop).ConfigureAwait(false);
            }

            staged = new StagedColumns($"pg_temp.{dialect.Quote($"cdc_replicator_{_names++}")}", table, columns);
            _tables.Add(key, staged);
        }

        if (_made.Add(staged.Name))
        {
            var definitions = columns.Select((column, i) => $"c{i} {TypeOf(table.Columns[column].Type)}");
            await session
                .RunAsync(
                    $"CREATE TEMP TABLE IF NOT EXISTS {staged.Name} ({string.Join(", ", definitions)}) ON COMMIT "
                        + "DELETE ROWS",
                    stop
                )
                .ConfigureAwait(false);
        }

        if (!_filled.Add(staged.Name))
        {
            await session.RunAsync($"DELETE FROM {staged.Name}", stop).ConfigureAwait(false);
        }

        return staged;
    }

    private async Task DropAllAsync(CancellationToken stop)
    {
        foreach (var staged in _tables.Values)
        {
            await session.RunAsync($"DROP TABLE IF EXISTS {staged.Name}", stop).ConfigureAwait(false);
        }

        _tables.Clear();
        RolledBack();
    }

    /// <summary>The type of a staged column.</summary>
    public static string TypeOf(ColumnType type) => PostgresBinary.Has(type) ? type.NativeName : "text";
}
