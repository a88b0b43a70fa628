using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Batches whose foreign keys are proved once for each parent, and written while triggers are silent: nothing may pass
/// that a trigger would have refused.
/// </summary>
public sealed class ProvenForeignKeyTests
{
    private const string Parents = "CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (1), (2);";
    private const string Children = "CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p)";

    [Theory, PostgresNode]
    public async Task ApplyBatch_ParentMissing_RejectsTheChildThatMissesIt(string kind)
    {
        await using var node = await CreateAsync(kind, Children);

        var verdicts = await ApplyAsync(node, [.. Enumerable.Range(1, 9).Select(id => Child(id, id == 5 ? 3 : 1))]);

        Assert.Equal([5], Rejected(verdicts, RejectionReason.ForeignKeyViolation));
        Assert.Equal(["8"], await node.QueryAsync("SELECT count(*) FROM c"));
    }

    [Theory, PostgresNode]
    public async Task ApplyBatch_KeyMatchedInFull_IsStillRefusedWhereAPartIsNull(string kind)
    {
        await using var node = await CreateAsync(
            kind,
            """
            CREATE TABLE pair (a int, b int, PRIMARY KEY (a, b)); INSERT INTO pair VALUES (1, 1);
            CREATE TABLE c (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a, b) REFERENCES pair MATCH FULL)
            """
        );

        var verdicts = await ApplyAsync(
            node,
            [
                .. Enumerable
                    .Range(1, 9)
                    .Select(id => Create("c", Int("id", id), Int("a", 1), id == 5 ? Null("b") : Int("b", 1))),
            ]
        );

        Assert.Equal([5], Rejected(verdicts, RejectionReason.ForeignKeyViolation));
    }

    [Theory, PostgresNode]
    public async Task ApplyBatch_UniqueConstraintThatTriggersHold_IsStillEnforced(string kind)
    {
        await using var node = await CreateAsync(
            kind,
            "CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p, seat int UNIQUE DEFERRABLE); INSERT INTO c VALUES "
                + "(99, 1, 5)"
        );

        var verdicts = await ApplyAsync(
            node,
            [.. Enumerable.Range(1, 9).Select(id => Create("c", Int("id", id), Int("p", 1), Int("seat", id)))]
        );

        Assert.Equal([5], Rejected(verdicts, RejectionReason.UniqueViolation));
    }

    [Theory, PostgresNode]
    public async Task ApplyBatch_TriggerOfReplicas_DoesNotActOnCheckedChanges(string kind)
    {
        await using var node = await CreateAsync(
            kind,
            """
            CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p);
            CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.p := 2; RETURN NEW; END';
            CREATE TRIGGER spoils BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION spoil();
            ALTER TABLE c ENABLE REPLICA TRIGGER spoils
            """
        );

        await ApplyAsync(node, [.. Enumerable.Range(1, 9).Select(id => Child(id, 1))]);

        Assert.Equal(["1|9"], await node.QueryAsync("SELECT p, count(*) FROM c GROUP BY p"));
    }

    [Theory, PostgresNode]
    public async Task ApplyBatch_ParentThatTheDatabaseFillsIn_IsStillLookedFor(string kind)
    {
        await using var node = await CreateAsync(
            kind,
            "CREATE DOMAIN lost AS int DEFAULT 3; CREATE TABLE c (id int PRIMARY KEY, p lost REFERENCES p)"
        );

        var verdicts = await ApplyAsync(
            node,
            [.. Enumerable.Range(1, 9).Select(id => id == 5 ? Create("c", Int("id", id)) : Child(id, 1))]
        );

        Assert.Equal([5], Rejected(verdicts, RejectionReason.ForeignKeyViolation));
    }

    [Theory, PostgresNode]
    public async Task ApplyBatch_ParentAskedFor_CannotBeTakenAwayBeforeTheCommit(string kind)
    {
        await using var node = await CreateAsync(kind, Children);
        await node.OpenAsync();
        await using var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None);
        await ApplyAsync(node, transaction, [.. Enumerable.Range(1, 9).Select(id => Child(id, 1))]);

        var error = await Assert.ThrowsAsync<PostgresException>(() =>
            node.ExecuteAsync("SET lock_timeout = '100ms'; DELETE FROM p WHERE id = 1")
        );

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, error.SqlState);
    }

    [Theory, PostgresNode]
    public async Task Apply_BehindABatchInItsTransaction_HasForeignKeysActAgain(string kind)
    {
        await using var node = await CreateAsync(kind, Children);
        await node.OpenAsync();
        await using var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None);
        await ApplyAsync(node, transaction, [.. Enumerable.Range(1, 9).Select(id => Child(id, 1))]);

        var verdict = await transaction.ApplyAsync(
            node.Change(WriteSemantics.Checked, Child(10, 3)),
            CancellationToken.None
        );

        Assert.Equal(RejectionReason.ForeignKeyViolation, verdict.Rejection?.Reason);
    }

    private static RowChange Child(int id, int parent) => Create("c", Int("id", id), Int("p", parent));

    private static Task<TestNode> CreateAsync(string kind, string ddl) => TestNode.CreateAsync(kind, Parents + ddl);

    private static async Task<IReadOnlyList<Verdict>> ApplyAsync(TestNode node, RowChange[] changes)
    {
        await node.OpenAsync();
        await using var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None);
        var verdicts = await ApplyAsync(node, transaction, changes);
        await transaction.CommitAsync(CancellationToken.None);
        return verdicts;
    }

    private static Task<IReadOnlyList<Verdict>> ApplyAsync(
        TestNode node,
        INodeTransaction transaction,
        RowChange[] changes
    )
    {
        ChangeTransaction[] batch = [.. changes.Select(change => node.Change(WriteSemantics.Checked, change))];
        return transaction.ApplyBatchAsync(node.Node.Prepare(WriteSemantics.Checked, batch), CancellationToken.None);
    }

    /// <summary>The numbers of the changes refused for a reason, the first being 1.</summary>
    private static int[] Rejected(IReadOnlyList<Verdict> verdicts, RejectionReason reason) =>
        [.. Enumerable.Range(1, verdicts.Count).Where(i => verdicts[i - 1].Rejection?.Reason == reason)];
}
