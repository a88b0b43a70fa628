using System.Runtime.CompilerServices;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Runs queries of PostgreSQL's catalog.</summary>
internal static class PostgresCatalogQuery
{
    /// <summary>The rows of a query; the reader stands on each in turn.</summary>
    public static IAsyncEnumerable<NpgsqlDataReader> ReadRowsAsync(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken stop
    ) => connection.ReadRowsAsync(sql, null, stop);

    /// <summary>The rows of a query with a parameter; the reader stands on each in turn.</summary>
    public static async IAsyncEnumerable<NpgsqlDataReader> ReadRowsAsync(
        this NpgsqlConnection connection,
        string sql,
        NpgsqlParameter? parameter,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            if (parameter is not null)
            {
                command.Parameters.Add(parameter);
            }

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
