using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Reads rows of SQLite for their digests.</summary>
internal static class SqliteRowDigests
{
    private const int RowsBetweenLooks = 1000;

    /// <summary>
    /// Reads the rows of a query. Synchronously, as SQLite works; asynchronous calls would only cost more.
    /// </summary>
    public static async Task ReadAsync(
        NodeSession session,
        IValueBinding binding,
        RangeRead range,
        CancellationToken cancellationToken
    )
    {
        var (query, rows, end) = range;
        var connection = await session.ReadyAsync(cancellationToken).ConfigureAwait(false);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        ColumnType[] types = [.. rows.Columns.Select(column => column.Type)];
        var row = new DataValue[types.Length];
        for (var read = 1; reader.Read(); read++)
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = binding.Read(reader, i, types[i]);
                if (end.IsKey(i))
                {
                    end.Set(i, row[i]);
                }
            }

            rows.Add(row);
            end.Count();
            if (read % RowsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
