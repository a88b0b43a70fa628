using System.Collections.Concurrent;

namespace CdcReplicator.Nodes;

/// <summary>Makes rows into binary COPY, ahead where that is asked for, and sends them.</summary>
internal sealed class PostgresCopy(NodeSession session)
{
    /// <summary>Pages made before they can be sent, 6 MB: what the largest batches of short rows come to.</summary>
    private const int MaxPagesAhead = 96;

    private readonly CopyPages _pages = new();
    private readonly ConcurrentDictionary<TableMapping, CopyColumns> _columns = [];

    /// <summary>
    /// Begins to make rows of groups before they can be sent, in the background, one group after the other, as far as
    /// memory is given to that.
    /// </summary>
    /// <param name="groups">
    /// The groups in the order in which they are sent, each with its table and the columns that will be.
    /// </param>
    public void MakeAhead(IReadOnlyList<(WriteGroup Group, TableMapping Table, ColumnSet Columns)> groups)
    {
        var rows = new List<CopyRows>(groups.Count);
        foreach (var (group, table, columns) in groups)
        {
            var made = RowsOf(table, columns, group.Rows);
            group.Keep(made);
            rows.Add(made);
        }

        _ = Task.Run(() => MakeAhead(rows));
    }

    /// <summary>Copies the rows of a group, which may have been made ahead in part.</summary>
    /// <param name="sql"><c>COPY … FROM STDIN (FORMAT BINARY)</c> of the columns.</param>
    /// <param name="table">The table whose rows they are.</param>
    /// <param name="columns">The columns; those that were named where they were made ahead.</param>
    /// <param name="group">The rows.</param>
    /// <param name="stop">Cancels it; the server's transaction is then lost.</param>
    /// <exception cref="BatchConflictException">A value does not fit its column.</exception>
    public Task SendAsync(
        string sql,
        TableMapping table,
        ColumnSet columns,
        WriteGroup group,
        CancellationToken stop
    ) => (group.TakeAhead() ?? RowsOf(table, columns, group.Rows)).SendAsync(session, sql, stop);

    /// <summary>Copies rows.</summary>
    /// <param name="sql"><c>COPY … FROM STDIN (FORMAT BINARY)</c> of the columns.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns each has.</param>
    /// <param name="write">Writes the row at an index, column by column.</param>
    /// <param name="stop">Cancels it; the server's transaction is then lost.</param>
    public Task SendAsync(string sql, int rows, int columns, Action<CopyBuffer, int> write, CancellationToken stop) =>
        new CopyRows(rows, columns, write, _pages).SendAsync(session, sql, stop);

    private void MakeAhead(List<CopyRows> groups)
    {
        try
        {
            foreach (var rows in groups)
            {
                while (_pages.Taken < MaxPagesAhead && rows.TryMakeAhead())
                {
                    // Until it is taken over, all is made, or there is no more memory for it.
                }
            }
        }
        catch (BatchConflictException)
        {
            // A value does not fit. Whoever sends the row finds that again, where it can be told.
        }
    }

    private CopyRows RowsOf(TableMapping table, ColumnSet columns, List<RowVersion> rows)
    {
        var copied = _columns.GetOrAdd(table, static known => new CopyColumns(known));
        return new CopyRows(
            rows.Count,
            columns.Columns.Length,
            (page, row) =>
            {
                if (!rows[row].TryWrite(columns, new CopySink(page, copied)))
                {
                    throw new BatchConflictException(table.Name);
                }
            },
            _pages
        );
    }
}
