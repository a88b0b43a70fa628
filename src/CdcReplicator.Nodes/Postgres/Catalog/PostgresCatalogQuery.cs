using System.Runtime.CompilerServices;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Runs queries of PostgreSQL's catalog.</summary>
internal static class PostgresCatalogQuery
{
    /// <summary>The rows of a query; the reader stands on each in turn.</summary>
    public static async IAsyncEnumerable<NpgsqlDataReader> ReadRowsAsync(
        this NpgsqlConnection connection,
        string sql,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(stop).ConfigureAwait(false))
                {
                    yield return reader;
                }
            }
        }
    }
}
