using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Rows as pages of binary COPY, header and end included, made one page at a time: ahead, in the background, until they
/// are taken over; then by whoever sends them. Safe for one of each at the same time.
/// </summary>
/// <param name="rows">How many rows; at least one.</param>
/// <param name="columns">How many columns each has.</param>
/// <param name="write">Writes the row at an index, column by column.</param>
/// <param name="pages">Where pages come from.</param>
internal sealed class CopyRows(int rows, int columns, Action<CopyBuffer, int> write, CopyPages pages) : IRowsAhead
{
    private const short EndOfRows = -1;
    private const int NoFlags = 0;
    private const int NoHeaderExtension = 0;
    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8];

    private readonly Lock _turn = new();
    private readonly Queue<CopyBuffer> _made = [];
    private int _next;
    private bool _isTakenOver;

    /// <summary>
    /// Makes the next page ahead; false when there is no more to make. What is thrown is thrown again to whoever sends
    /// the page, for it is then made again.
    /// </summary>
    public bool TryMakeAhead()
    {
        lock (_turn)
        {
            if (_isTakenOver || _next == rows)
            {
                return false;
            }

            _made.Enqueue(Make());
            return true;
        }
    }

    /// <summary>Nothing is made ahead any more: from here on the caller asks for page by page.</summary>
    public void TakeOver()
    {
        lock (_turn)
        {
            _isTakenOver = true;
        }
    }

    /// <summary>The next page to send, which the caller gives back; null after the last one.</summary>
    public CopyBuffer? Next() =>
        _made.TryDequeue(out var made) ? made
        : _next == rows ? null
        : Make();

    /// <inheritdoc/>
    public async Task SendAsync(NodeSession session, string sql, CancellationToken stop)
    {
        // Pages that were not sent go back, however it ends.
        using var sent = this;
        var connection = (NpgsqlConnection)await session.ReadyAsync(stop).ConfigureAwait(false);
        var stream = await connection.BeginRawBinaryCopyAsync(sql, stop).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                TakeOver();
                while (Next() is { } page)
                {
                    try
                    {
                        await stream.WriteAsync(page.Written, stop).ConfigureAwait(false);
                    }
                    finally
                    {
                        pages.Return(page);
                    }
                }
            }
            catch
            {
                // Closing would commit half of the rows.
                await stream.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TakeOver();
        while (_made.TryDequeue(out var made))
        {
            pages.Return(made);
        }
    }

    private CopyBuffer Make()
    {
        var page = pages.Take();
        try
        {
            if (_next == 0)
            {
                page.Bytes(Signature);
                page.Int32(NoFlags);
                page.Int32(NoHeaderExtension);
            }

            var row = _next;
            for (; row < rows && page.Length < CopyPages.PageBytes; row++)
            {
                page.Int16((short)columns);
                write(page, row);
            }

            if (row == rows)
            {
                page.Int16(EndOfRows);
            }

            _next = row;
            return page;
        }
        catch
        {
            pages.Return(page);
            throw;
        }
    }
}
