using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// One of three nodes lacks what a writer of the SDK uses. It keeps the writer from it while it serves, and nobody
/// while it waits for it; the writer is never told that nothing happened.
/// </summary>
public sealed class LackingNodeTests
{
    private const string Ddl = "CREATE TABLE items (id bigint NOT NULL PRIMARY KEY, what text)";

    public static TheoryData<string, string> Lacks =>
        new()
        {
            { "CREATE TABLE items (id bigint NOT NULL PRIMARY KEY)", "ALTER TABLE items ADD COLUMN what text" },
            { "CREATE TABLE other (id bigint NOT NULL PRIMARY KEY)", Ddl },
        };

    [Theory]
    [MemberData(nameof(Lacks))]
    public async Task Write_SqliteNodeLacksIt_IsRefusedThenTakenByTheOthersAndByItAfterAlter(string lacks, string mend)
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("lacking", lacks);

        await AssertAsync(
            bench,
            database.Options("lacking"),
            () =>
            {
                database.Execute(mend);
                return Task.CompletedTask;
            },
            () => Task.FromResult(database.Query(Events.Items))
        );
    }

    [PostgresTheory]
    [MemberData(nameof(Lacks))]
    public async Task Write_PostgresNodeLacksIt_IsRefusedThenTakenByTheOthersAndByItAfterAlter(
        string lacks,
        string mend
    )
    {
        await using var bench = await Bench.StartAsync();
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(lacks);
        var options = new NodeOptions
        {
            Id = "lacking",
            Kind = NodeKinds.Postgres,
            ConnectionString = database.ConnectionString,
            Guard = NodeGuard.Off,
        };

        await AssertAsync(bench, options, () => database.ExecuteAsync(mend), () => QueryAsync(database));
    }

    private static async Task AssertAsync(
        Bench bench,
        NodeOptions lacking,
        Func<Task> mend,
        Func<Task<string>> contents
    )
    {
        var whole = bench.Database("a", Ddl);
        await bench.ApplyAsync(whole, "a");
        await bench.ApplyAsync(bench.Database("b", Ddl), "b");
        await bench.ApplyAsync(lacking);
        await UntilAllAsync(bench, status => status.State == NodeState.Active);
        await using var writer = await CdcCluster.ConnectAsync(
            bench.Address,
            new CdcClusterOptions { ApplyTimeout = TimeSpan.FromSeconds(5) }
        );

        // It serves: the writer is refused by name, and nothing is in the log.
        var refused = await Assert.ThrowsAsync<InvalidWriteException>(() => InsertAsync(writer, 1, Durability.Logged));
        Assert.Contains("'lacking'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset);

        // A connector's event, which nobody refuses, halts it: the others take what the writer writes.
        await bench.AppendAsync(Events.Create(2));
        var halted = await bench.UntilAsync("lacking", status => status.State == NodeState.Halted);
        Assert.Contains("items", halted.Reason, StringComparison.Ordinal);
        var receipt = await InsertAsync(writer, 3, Durability.Applied(2));
        Assert.True(receipt.Verdict!.Value.IsAccepted);
        var missed = await Assert.ThrowsAsync<DurabilityNotReachedException>(() =>
            InsertAsync(writer, 4, Durability.AppliedEverywhere)
        );
        Assert.Contains("lacking", missed.Message, StringComparison.Ordinal);

        await mend();
        var end = (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset - 1;
        await UntilAllAsync(bench, status => status.State == NodeState.Active && status.LastAppliedSequence >= end);
        Assert.Equal("2|x,3|y,4|y", whole.Query(Events.Items));
        Assert.Equal("2|x,3|y,4|y", await contents());
        Assert.True((await InsertAsync(writer, 5, Durability.AppliedEverywhere)).Verdict!.Value.IsAccepted);
        await UntilAllAsync(bench, status => status.Rejections.Count == 0);
    }

    private static Task<CommitReceipt> InsertAsync(CdcCluster writer, long id, Durability durability) =>
        writer.WriteAsync(tx => tx.Insert("items", new { id, what = "y" }), durability);

    private static async Task UntilAllAsync(Bench bench, Func<MemberStatus, bool> condition)
    {
        foreach (var node in (string[])["a", "b", "lacking"])
        {
            await bench.UntilAsync(node, condition);
        }
    }

    private static async Task<string> QueryAsync(PostgresTestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT string_agg(id || '|' || what, ',' ORDER BY id) FROM items"
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
