using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>Keys and constraints that came with PostgreSQL 18.</summary>
public sealed class PeriodKeyTests
{
    private const string January = "[2024-01-01,2024-02-01)";
    private const string February = "[2024-02-01,2024-03-01)";
    private const string Overlapping = "[2024-01-15,2024-02-15)";

    private const string Ddl = """
        CREATE EXTENSION btree_gist;
        CREATE TABLE rates (id int, valid daterange, price int, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
        CREATE TABLE uses (id int PRIMARY KEY, rate int, used daterange,
          FOREIGN KEY (rate, PERIOD used) REFERENCES rates (id, PERIOD valid));
        """;

    [PostgresSinceFact(18)]
    public async Task Apply_KeyWithoutOverlaps_IsTakenAndOverlapsAreRejected()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);

        Assert.True((await node.CheckedAsync(Create("rates", Rate(January, 1)))).IsAccepted);
        Assert.True((await node.CheckedAsync(Read("rates", Rate(January, 2)))).IsAccepted);
        Assert.True((await node.CheckedAsync(Read("rates", Rate(February, 3)))).IsAccepted);
        var overlap = await node.CheckedAsync(Create("rates", Rate(Overlapping, 4)));
        Assert.Equal(RejectionReason.UniqueViolation, overlap.Rejection?.Reason);
        var again = await node.CheckedAsync(Create("rates", Rate(January, 4)));
        Assert.Equal(RejectionReason.DuplicateKey, again.Rejection?.Reason);
        await node.TrustedAsync(Create("rates", Rate(February, 5)));

        Assert.Equal(["2", "5"], await node.QueryAsync("SELECT price FROM rates ORDER BY valid"));
    }

    [PostgresSinceFact(18)]
    public async Task ApplyBatch_ForeignKeyOverAPeriod_DecidesAsOneByOne()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);
        await node.ExecuteAsync($"INSERT INTO rates VALUES (1, '{January}', 1), (1, '{February}', 1)");
        await node.OpenAsync();
        ChangeTransaction[] changes =
        [
            node.Change(WriteSemantics.Checked, Create("uses", Use(1, Overlapping))),
            node.Change(WriteSemantics.Checked, Create("uses", Use(2, "[2024-02-15,2024-03-15)"))),
        ];

        var verdicts = await ApplyBatchAsync(node, changes);

        Assert.True(verdicts[0].IsAccepted);
        Assert.Equal(RejectionReason.ForeignKeyViolation, verdicts[1].Rejection?.Reason);
    }

    [PostgresSinceFact(18)]
    public async Task ApplyBatch_ConstraintIsNotEnforced_DecidesAsTheServer()
    {
        await using var node = await TestNode.CreateAsync(
            NodeKinds.Postgres,
            """
            CREATE TABLE p (id int PRIMARY KEY);
            CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p NOT ENFORCED, CHECK (id < 1) NOT ENFORCED)
            """
        );
        await node.OpenAsync();

        var verdicts = await ApplyBatchAsync(
            node,
            [node.Change(WriteSemantics.Checked, Create("c", Int("id", 1), Int("p", 7)))]
        );

        Assert.True(verdicts[0].IsAccepted);
        Assert.Empty((await node.OpenAsync()).Tables.Single(table => table.Name.Name == "c").ForeignKeys);
    }

    private static (string, DataValue)[] Rate(string valid, int price) =>
        [Int("id", 1), Text("valid", valid), Int("price", price)];

    private static (string, DataValue)[] Use(int id, string used) =>
        [Int("id", id), Int("rate", 1), Text("used", used)];

    private static async Task<IReadOnlyList<Verdict>> ApplyBatchAsync(TestNode node, ChangeTransaction[] changes)
    {
        await using var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None);
        var batch = node.Node.Prepare(WriteSemantics.Checked, changes);
        var verdicts = await transaction.ApplyBatchAsync(batch, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return verdicts;
    }
}
