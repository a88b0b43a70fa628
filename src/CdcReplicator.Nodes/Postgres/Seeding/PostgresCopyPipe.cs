using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Sends what one server's COPY gives to another's, which reads while the next is read here.</summary>
internal static class PostgresCopyPipe
{
    private const int BufferBytes = 256 << 10;
    private const int TextCharacters = 32 << 10;

    /// <summary>Binary COPY; the bytes.</summary>
    public static async Task<long> BinaryAsync(
        NpgsqlConnection donor,
        string from,
        NpgsqlConnection target,
        string to,
        CancellationToken stop
    )
    {
        var read = await donor.BeginRawBinaryCopyAsync(from, stop).ConfigureAwait(false);
        await using (read.ConfigureAwait(false))
        {
            var write = await target.BeginRawBinaryCopyAsync(to, stop).ConfigureAwait(false);
            await using (write.ConfigureAwait(false))
            {
                try
                {
                    return await PumpAsync(read, write, stop).ConfigureAwait(false);
                }
                catch
                {
                    // Closing would keep half of the rows.
                    await write.CancelAsync().ConfigureAwait(false);
                    throw;
                }
            }
        }
    }

    /// <summary>COPY as text; the characters.</summary>
    public static async Task<long> TextAsync(
        NpgsqlConnection donor,
        string from,
        NpgsqlConnection target,
        string to,
        CancellationToken stop
    )
    {
        using var read = await donor.BeginTextExportAsync(from, stop).ConfigureAwait(false);
        var write = await target.BeginTextImportAsync(to, stop).ConfigureAwait(false);
        await using (write.ConfigureAwait(false))
        {
            try
            {
                var characters = new char[TextCharacters];
                var all = 0L;
                while (await read.ReadAsync(characters.AsMemory(), stop).ConfigureAwait(false) is > 0 and var count)
                {
                    await write.WriteAsync(characters.AsMemory(0, count), stop).ConfigureAwait(false);
                    all += count;
                }

                return all;
            }
            catch
            {
                await write.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task<long> PumpAsync(Stream from, Stream to, CancellationToken stop)
    {
        var (filled, free) = (new byte[BufferBytes], new byte[BufferBytes]);
        var all = 0L;
        var filling = FillAsync(from, filled, stop);
        try
        {
            while (await filling.ConfigureAwait(false) is > 0 and var count)
            {
                filling = FillAsync(from, free, stop);
                await to.WriteAsync(filled.AsMemory(0, count), stop).ConfigureAwait(false);
                all += count;
                (filled, free) = (free, filled);
            }

            return all;
        }
        finally
        {
            // Nothing may be reading when the stream is closed.
            await ((Task)filling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Fills a buffer. The server sends a message for each row, so reading is done by plain calls, on a thread of its
    /// own, and stopped between buffers.
    /// </summary>
    private static Task<int> FillAsync(Stream from, byte[] buffer, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                stop.ThrowIfCancellationRequested();
                var filled = 0;
                while (filled < buffer.Length && from.Read(buffer.AsSpan(filled)) is > 0 and var count)
                {
                    filled += count;
                }

                return filled;
            },
            CancellationToken.None
        );
}
