using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>What people are told of a row that was refused.</summary>
public sealed class RefusalContract
{
    private const string Ddl = "CREATE TABLE t (id int PRIMARY KEY, v VARCHAR(3))";
    private const string Row = """Row {"id":7} of public.t: Column public.t.v""";

    [Theory, SqliteNode, PostgresNode]
    public async Task Checked_ValueDoesNotFit_NamesRowAndColumn(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        var rejection = (await node.CheckedAsync(Create("t", Int("id", 7), Text("v", "long")))).Rejection;

        Assert.Equal("""{"id":7}""", rejection?.Key);
        Assert.StartsWith(Row, rejection?.Detail, StringComparison.Ordinal);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Trusted_ValueDoesNotFitAndTheRecordHasNoKey_NamesRowAndColumn(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.TrustedAsync(Create("t", Int("id", 7), Text("v", "long")))
        );

        Assert.StartsWith(Row, fault.Problem, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("mood", "happy")]
    [InlineData("inet", "nowhere")]
    [InlineData("int4range", "[5,1)")]
    public async Task Any_ValueThatOnlyTheServerReads_NamesTheColumn(string type, string value)
    {
        var ddl = $"CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (id int PRIMARY KEY, u text, v {type})";
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, ddl);
        RowChange[] row = [Create("t", Int("id", 7), Text("u", "fine"), Text("v", value))];

        var rejection = (await node.CheckedAsync(row)).Rejection;
        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.TrustedAsync(row));

        Assert.StartsWith("""Row {"id":7} of public.t: column 'v': """, rejection?.Detail, StringComparison.Ordinal);
        Assert.Contains("is refused here: column 'v': ", fault.Problem, StringComparison.Ordinal);
        Assert.StartsWith("Give the column the type of the source's", fault.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(value, fault.Message, StringComparison.Ordinal);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Checked_KeyIsADate_ShowsTheDate(string kind)
    {
        await using var node = await TestNode.CreateAsync(
            kind,
            "CREATE TABLE t (d date, at timestamp(0), PRIMARY KEY (d, at))"
        );
        var row = Create("t", Text("d", "2024-02-29"), Text("at", "2024-02-29 12:00:00"));
        await node.CheckedAsync(row);

        var rejection = (await node.CheckedAsync(row)).Rejection;

        Assert.Equal("""{"d":"2024-02-29","at":"2024-02-29 12:00:00"}""", rejection?.Key);
    }

    [PostgresFact]
    public async Task Checked_NoPartitionTakesTheRow_NamesTheTable()
    {
        const string ddl = """
            CREATE TABLE m (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
            CREATE TABLE m_2024 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')
            """;
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, ddl);

        foreach (var table in new[] { "m", "m_2024" })
        {
            var verdict = await node.CheckedAsync(Create(table, Int("id", 1), Text("day", "2025-01-01")));

            Assert.Equal(RejectionReason.CheckViolation, verdict.Rejection?.Reason);
            Assert.Contains(
                $"no partition of 'public.{table}' takes it",
                verdict.Rejection?.Detail,
                StringComparison.Ordinal
            );
        }
    }
}
