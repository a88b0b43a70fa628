using System.Globalization;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>What operators write by hand: a sum over the text of the rows, one statement a chunk.</summary>
internal static class ChunkMd5
{
    private const long Rows = 100_000;

    /// <summary>The sums of a table's chunks.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        PostgresBench server,
        string database,
        string table,
        long rows,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await server.OpenAsync(database, cancellationToken);
        var sums = new List<string>();
        for (var from = 0L; from < rows; from += Rows)
        {
            var sql = string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM {table} t "
                    + $"WHERE id > {from} AND id <= {from + Rows}"
            );
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            sums.Add((string)(await command.ExecuteScalarAsync(cancellationToken))!);
        }

        return sums;
    }
}
