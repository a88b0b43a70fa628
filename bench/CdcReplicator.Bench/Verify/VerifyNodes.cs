using System.Globalization;
using CdcReplicator.Nodes;

namespace CdcReplicator.Bench;

/// <summary>Databases with the same rows, each a node.</summary>
internal sealed class VerifyNodes(PostgresBench server)
{
    public const string Table = "account";

    private static readonly string[] Databases = ["verify_a", "verify_b", "verify_c"];

    /// <summary>The nodes.</summary>
    public IReadOnlyList<NodeOptions> All =>
        [
            .. Databases.Select(database => new NodeOptions
            {
                Id = database[^1..],
                Kind = NodeKinds.Postgres,
                ConnectionString = server.ConnectionString(database),
            }),
        ];

    /// <summary>Fills one database, and makes the others of it: rows of some 150 bytes.</summary>
    public async Task PrepareAsync(long rows, CancellationToken cancellationToken)
    {
        var first = Databases[0];
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {first}", cancellationToken);
        await server.ExecuteAsync(
            first,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                CREATE TABLE {Table} (
                    id bigint PRIMARY KEY, owner text NOT NULL, branch integer NOT NULL,
                    balance numeric(12, 2) NOT NULL, opened date NOT NULL, changed timestamptz NOT NULL, note text);
                INSERT INTO {Table} SELECT i, 'owner ' || md5(i::text), i % 1000, (i % 1000003) / 100.0,
                    date '2020-01-01' + (i % 2000)::int,
                    timestamptz '2024-01-01Z' + i * interval '1 second',
                    md5((i + 1)::text) || md5((i + 2)::text)
                FROM generate_series(1, {rows}) i;
                """
            ),
            cancellationToken
        );
        await server.ExecuteAsync(first, "VACUUM (FREEZE, ANALYZE)", cancellationToken);
        foreach (var other in Databases[1..])
        {
            await server.ExecuteAsync("postgres", $"CREATE DATABASE {other} TEMPLATE {first}", cancellationToken);
        }

        await server.ExecuteAsync("postgres", "CHECKPOINT", cancellationToken);
    }

    /// <summary>The baseline: md5 over the text of the rows, all databases at the same time.</summary>
    public async Task<bool> CompareByMd5Async(long rows, CancellationToken cancellationToken)
    {
        var sums = await Task.WhenAll(
            Databases.Select(database => ChunkMd5.OfAsync(server, database, Table, rows, cancellationToken))
        );
        return Array.TrueForAll(sums, sum => sum.SequenceEqual(sums[0]));
    }
}
