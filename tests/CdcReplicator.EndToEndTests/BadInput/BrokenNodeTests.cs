using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using CdcReplicator.UnitTests;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>One node is wrong or cannot be reached: it says so, and the other node of the log goes on.</summary>
public sealed class BrokenNodeTests
{
    [Theory]
    [InlineData("CREATE TABLE other (id INTEGER PRIMARY KEY)", "public.items", "Create the table")]
    [InlineData("CREATE TABLE items (id INTEGER PRIMARY KEY)", "'what'", "Add the column")]
    [InlineData("CREATE TABLE items (id INTEGER PRIMARY KEY, what INTEGER)", "items.what", "Change the column")]
    public async Task Run_TableThatDoesNotFit_HaltsThatNodeOnlyUntilItIsRepaired(
        string ddl,
        string names,
        string remedy
    )
    {
        await using var bench = await Bench.StartAsync();
        var broken = bench.Database("broken", ddl);
        var healthy = bench.Database("healthy");
        await bench.AppendAsync(Events.Create(1));
        var halted = await bench.ApplyAsync(broken, "broken");
        await bench.ApplyAsync(healthy, "healthy");

        var reason = await halted.ReasonOfAsync(NodeState.Halted);

        Assert.Contains("sequence 0", reason, StringComparison.Ordinal);
        Assert.Contains(names, reason, StringComparison.Ordinal);
        Assert.Contains(remedy, reason, StringComparison.Ordinal);
        await AssertGoesOnAsync(bench, healthy);

        broken.Execute($"DROP TABLE IF EXISTS items; {Events.ItemsDdl}");
        await halted.UntilAsync(status => status.State == NodeState.Active && status.LastAppliedSequence >= 1);
        Assert.Equal("1|x,2|x", broken.Query(Events.Items));
    }

    [Fact]
    public async Task Run_UnreachableNode_IsFailedAndNamesItsAddress()
    {
        await using var bench = await Bench.StartAsync();
        var healthy = bench.Database("healthy");
        await bench.AppendAsync(Events.Create(1));
        var failed = await bench.ApplyAsync(
            Postgres("Host=127.0.0.1;Port=1;Database=shop;Username=applier;Password=very-secret;Timeout=2")
        );
        await bench.ApplyAsync(healthy, "healthy");

        var reason = await failed.ReasonOfAsync(NodeState.Failed);

        Assert.Contains("127.0.0.1:1", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", reason, StringComparison.Ordinal);
        await AssertGoesOnAsync(bench, healthy);
    }

    [PostgresFact]
    public async Task Run_WrongPassword_HaltsAndNamesUserButNoSecret()
    {
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await using var bench = await Bench.StartAsync();
        var healthy = bench.Database("healthy");
        await bench.AppendAsync(Events.Create(1));
        var login = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "very-secret" };
        var halted = await bench.ApplyAsync(Postgres(login.ConnectionString));
        await bench.ApplyAsync(healthy, "healthy");

        var reason = await halted.ReasonOfAsync(NodeState.Halted);

        Assert.Contains($"{login.Host}:{login.Port}", reason, StringComparison.Ordinal);
        Assert.Contains("password", reason, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("very-secret", reason, StringComparison.Ordinal);
        await AssertGoesOnAsync(bench, healthy);
    }

    [Fact]
    public async Task Run_UnreachableRegistry_IsFailedNotHaltedAndRecovers()
    {
        const string ddl =
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, email TEXT)";
        const string customers = "SELECT id, first_name FROM customers";
        await using var bench = await Bench.StartAsync();
        await using var down = StartRegistry();
        await using var up = StartRegistry();
        down.FailNext(int.MaxValue);
        using var unreachable = ClientOf(down);
        using var reachable = ClientOf(up);
        await bench.AppendAsync(
            new RecordToAppend(Convert.FromHexString(FormatPage.Key), Convert.FromHexString(FormatPage.Create)),
            Events.Text("""{"status":"END","id":"555:24023200","ts_ms":1,"event_count":1,"data_collections":[]}""")
        );
        var healthy = bench.Database("healthy", ddl);
        var waiting = bench.Database("waiting", ddl);
        var failed = await bench.ApplyAsync(waiting, "waiting", unreachable);
        var other = await bench.ApplyAsync(healthy, "healthy", reachable);

        var reason = await failed.ReasonOfAsync(NodeState.Failed);

        Assert.Contains(down.Url.Authority, reason, StringComparison.Ordinal);
        await other.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 1 });
        Assert.Equal("1|Anne", healthy.Query(customers));
        Assert.Equal("", waiting.Query(customers));

        down.FailNext(0);
        await failed.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 1 });
        Assert.Equal("1|Anne", waiting.Query(customers));
    }

    private static async Task AssertGoesOnAsync(Bench bench, SqliteDatabase healthy)
    {
        var next = await bench.AppendAsync(Events.Create(2));
        await bench.UntilAsync("healthy", status => status.LastAppliedSequence >= next.LastOffset);
        Assert.Equal("1|x,2|x", healthy.Query(Events.Items));
    }

    private static NodeOptions Postgres(string connectionString) =>
        new()
        {
            Id = "broken",
            Kind = NodeKinds.Postgres,
            ConnectionString = connectionString,
            Guard = NodeGuard.Off,
        };

    private static SchemaRegistryStub StartRegistry()
    {
        var stub = SchemaRegistryStub.Start();
        stub.Add(1, FormatPage.KeySchema);
        stub.Add(2, FormatPage.EnvelopeSchema);
        return stub;
    }

    private static ConfluentSchemaRegistry ClientOf(SchemaRegistryStub stub) =>
        new(new ConfluentSchemaRegistryOptions { Urls = [stub.Url] }, TimeProvider.System);
}
