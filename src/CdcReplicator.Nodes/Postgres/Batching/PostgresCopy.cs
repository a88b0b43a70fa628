using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Sends rows by binary COPY.</summary>
internal sealed class PostgresCopy(NodeSession session)
{
    /// <summary>How much is made before it is sent: the server works on one piece while the next is made.</summary>
    private const int FlushBytes = 64 << 10;

    private const short EndOfRows = -1;
    private const int NoFlags = 0;
    private const int NoHeaderExtension = 0;
    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8];

    private readonly CopyBuffer _buffer = new();
    private readonly Dictionary<TableMapping, CopyColumns> _columns = [];

    /// <summary>Copies rows of a table.</summary>
    /// <param name="sql"><c>COPY … FROM STDIN (FORMAT BINARY)</c> of the columns.</param>
    /// <param name="table">The table whose rows they are.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="stop">Cancels it; the server's transaction is then lost.</param>
    /// <exception cref="BatchConflictException">A value does not fit its column.</exception>
    public Task SendAsync(
        string sql,
        TableMapping table,
        ColumnSet columns,
        IReadOnlyList<RowVersion> rows,
        CancellationToken stop
    )
    {
        var copied = ColumnsOf(table);
        return SendAsync(
            sql,
            rows.Count,
            columns.Columns.Length,
            (buffer, row) =>
            {
                if (!rows[row].TryWrite(columns, new CopySink(buffer, copied)))
                {
                    throw new BatchConflictException(table.Name);
                }
            },
            stop
        );
    }

    /// <summary>Copies rows.</summary>
    /// <param name="sql"><c>COPY … FROM STDIN (FORMAT BINARY)</c> of the columns.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns each has.</param>
    /// <param name="write">Writes the row at an index, column by column.</param>
    /// <param name="stop">Cancels it; the server's transaction is then lost.</param>
    public async Task SendAsync(
        string sql,
        int rows,
        int columns,
        Action<CopyBuffer, int> write,
        CancellationToken stop
    )
    {
        var connection = (NpgsqlConnection)await session.ReadyAsync(stop).ConfigureAwait(false);
        var stream = await connection.BeginRawBinaryCopyAsync(sql, stop).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            _buffer.Clear();
            _buffer.Bytes(Signature);
            _buffer.Int32(NoFlags);
            _buffer.Int32(NoHeaderExtension);
            try
            {
                for (var i = 0; i < rows; i++)
                {
                    _buffer.Int16((short)columns);
                    write(_buffer, i);
                    if (_buffer.Length >= FlushBytes)
                    {
                        await stream.WriteAsync(_buffer.Written, stop).ConfigureAwait(false);
                        _buffer.Clear();
                    }
                }

                _buffer.Int16(EndOfRows);
                await stream.WriteAsync(_buffer.Written, stop).ConfigureAwait(false);
            }
            catch
            {
                // Closing would commit half of the rows.
                await stream.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private CopyColumns ColumnsOf(TableMapping table)
    {
        if (!_columns.TryGetValue(table, out var columns))
        {
            columns = new CopyColumns(table);
            _columns.Add(table, columns);
        }

        return columns;
    }
}
