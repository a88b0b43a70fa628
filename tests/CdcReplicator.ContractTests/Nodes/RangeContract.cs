using System.Text.Json;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>Tables that are digested range by range.</summary>
public sealed class RangeContract
{
    private const string Ddl = "CREATE TABLE t (b bigint NOT NULL, a integer NOT NULL, v text, PRIMARY KEY (a, b))";

    private const string Rows = """
        INSERT INTO t (a, b, v) VALUES (-2, 9000000000, 'x'), (-2, -9000000000, NULL), (0, 0, ''), (7, -1, 'y'),
            (7, 5, 'z'), (2000000000, 1, 'w')
        """;

    [Theory, SqliteNode, PostgresNode]
    public async Task Digest_RangeByRange_GivesEveryRowOnceInTheOrderOfTheKey(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, $"{Ddl}; {Rows}");
        var table = Assert.Single((await node.OpenAsync()).Tables);
        await using var snapshot = await node.Node.OpenSnapshotAsync(CancellationToken.None);
        var whole = await snapshot.ReadDigestsAsync(table);

        foreach (var size in (long[])[1, 2, 3, 6, 7])
        {
            var read = new CollectedDigests();
            var ranges = 0;
            IReadOnlyList<long>? after = null;
            do
            {
                after = await snapshot.DigestAsync(table, new RowRange(after, size), read, CancellationToken.None);
                ranges++;
            } while (after is not null);

            Assert.Equal((6 / size) + 1, ranges);
            Assert.Equal(
                [(-2, -9_000_000_000), (-2, 9_000_000_000), (0, 0), (7, -1), (7, 5), (2_000_000_000, 1)],
                read.Rows.Select(row => JsonDocument.Parse(row.Key).RootElement)
                    .Select(key => (Of(key, "a"), Of(key, "b")))
            );
            Assert.Equal(whole.OrderBy(row => row.Key), read.Rows.OrderBy(row => row.Key));
        }
    }

    private static long Of(JsonElement key, string part) => key.GetProperty(part).GetInt64();
}
