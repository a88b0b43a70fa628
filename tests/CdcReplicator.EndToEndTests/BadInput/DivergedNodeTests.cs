using System.Globalization;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Somebody changes a row of one node by hand: the node decides otherwise than the others, and is found by that.
/// </summary>
public sealed class DivergedNodeTests
{
    private const string Ddl = "CREATE TABLE items (id bigint NOT NULL PRIMARY KEY, what text NOT NULL)";

    [Fact]
    public async Task Write_RowGoneOnOneOfThree_ThatNodeIsDivergedTheWriterIsToldTheMajoritys()
    {
        await using var bench = await Bench.StartAsync();
        await AssertOddIsFoundAsync(bench);
    }

    [KafkaFact]
    public async Task Write_RowGoneOnOneOfThreeOfAKafkaLog_ThatNodeIsDiverged()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{KafkaTestServer.NewClusterName()}");
        await AssertOddIsFoundAsync(bench);
    }

    [PostgresFact]
    public async Task Write_RowGoneOnOneOfTwoKinds_BothAreDivergedAndTheWriterIsToldSo()
    {
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await ExecuteAsync(database.ConnectionString, Ddl);
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("l", Ddl), "l");
        await bench.ApplyAsync(
            new NodeOptions
            {
                Id = "p",
                Kind = NodeKinds.Postgres,
                ConnectionString = database.ConnectionString,
                Guard = NodeGuard.Off,
            }
        );
        await AssertAreMembersAsync(bench, "l", "p");
        // A tie is waited for to the end, because a third node might settle it.
        var options = new CdcClusterOptions { ApplyTimeout = TimeSpan.FromSeconds(10) };
        await using var client = await CdcCluster.ConnectAsync(bench.Address, options);
        await client.WriteAsync(tx => tx.Insert("items", new { id = 3L, what = "x" }), Durability.AppliedEverywhere);
        await ExecuteAsync(database.ConnectionString, "DELETE FROM items");

        var error = await Assert.ThrowsAsync<DurabilityNotReachedException>(() =>
            client.WriteAsync(tx => tx.Delete("items", new { id = 3L }), Durability.AppliedEverywhere)
        );

        Assert.Contains("'p' rejected it (RowMissing)", error.Message, StringComparison.Ordinal);
        Assert.Contains("'l' accepted it", error.Message, StringComparison.Ordinal);
        await bench.UntilAsync("l", status => status.State == NodeState.Diverged);
        var odd = await bench.UntilAsync("p", status => status.State == NodeState.Diverged);
        Assert.Contains("cdc-replicator accept", odd.Reason, StringComparison.Ordinal);
    }

    private static async Task AssertOddIsFoundAsync(Bench bench)
    {
        var odd = bench.Database("a", Ddl);
        await bench.ApplyAsync(odd, "a");
        await bench.ApplyAsync(bench.Database("b", Ddl), "b");
        await bench.ApplyAsync(bench.Database("c", Ddl), "c");
        await AssertAreMembersAsync(bench, "a", "b", "c");
        await using var client = await bench.ConnectAsync();
        await client.WriteAsync(tx => tx.Insert("items", new { id = 3L, what = "x" }), Durability.AppliedEverywhere);
        odd.Execute("DELETE FROM items");

        var receipt = await client.WriteAsync(
            tx => tx.Update("items", new { id = 3L }, new { what = "y" }),
            Durability.AppliedEverywhere
        );

        Assert.True(receipt.Verdict!.Value.IsAccepted);
        var status = await bench.UntilAsync("a", status => status.State == NodeState.Diverged);
        var sequence = receipt.Sequence.ToString(CultureInfo.InvariantCulture);
        Assert.Contains($"sequence {sequence}, table public.items, key", status.Reason, StringComparison.Ordinal);
        Assert.Equal(1, status.Rejections[nameof(RejectionReason.RowMissing)]);
        await bench.UntilAsync("b", other => other.State == NodeState.Active);
        await bench.UntilAsync("c", other => other.State == NodeState.Active);
    }

    // "Everywhere" means all members there are; a node is one from its first heartbeat on.
    private static async Task AssertAreMembersAsync(Bench bench, params string[] nodes)
    {
        foreach (var node in nodes)
        {
            await bench.UntilAsync(node, status => status.State == NodeState.Active);
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
