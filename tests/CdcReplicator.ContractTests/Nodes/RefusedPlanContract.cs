using CdcReplicator.Model;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>A batch that is written in several parts, of which the database refuses one.</summary>
public sealed class RefusedPlanContract
{
    private const int Part = 20;

    [Theory, SqliteNode, PostgresNode]
    public async Task ApplyBatch_PartBetweenTwoIsUndone_RowsOfTheFirstAreNotWrittenAgain(string kind)
    {
        const string rows = """
            CREATE TABLE t (id int PRIMARY KEY, name text UNIQUE, v int);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) INSERT INTO t SELECT i, 'n' || i, 0 FROM n;
            """;
        await using var node = await TestNode.CreateAsync(kind, rows);
        node.Options = node.Options with { BatchRows = Part };
        RowChange[] changes =
        [
            .. Enumerable.Range(1, Part).Select(id => V(id, 1)),
            // Values that change hands: refused together, taken one after the other.
            Update("t", [Int("id", 1)], Null("name")),
            Update("t", [Int("id", 2)], Text("name", "n1")),
            Update("t", [Int("id", 1)], Text("name", "n2")),
            .. Enumerable.Range(4, Part - 3).Select(id => V(id, 2)),
            .. Enumerable.Range(Part + 1, Part).Select(id => V(id, 3)),
        ];

        await node.ApplyBatchAsync([.. changes.Select(change => node.Change(WriteSemantics.Trusted, change))]);

        Assert.Equal(["1|3", "2|17", "3|20"], await node.QueryAsync("SELECT v, count(*) FROM t GROUP BY v ORDER BY v"));
    }

    private static RowChange V(int id, int v) => Update("t", [Int("id", id)], Int("v", v));
}
