using System.Net;
using System.Net.Http.Json;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>The examples of the documentation do what they say.</summary>
public sealed class ExampleTests
{
    private static readonly string Schema = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bank-schema.sql"));

    [Fact]
    public async Task BankTransfers_SqliteNode_WritesReadsAndIsRejected()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("a", Schema), "a");
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
        using var example = Start(bench, "BankTransfers", ("BANK_POSTGRES_LOGIN", ""), bench.Address);

        var output = await example.OutputAsync();

        Assert.Contains("Ann has 100", output, StringComparison.Ordinal);
        Assert.Contains("Sees its own write: Ann Smith", output, StringComparison.Ordinal);
        Assert.Contains("So does the next one: Ann Smith", output, StringComparison.Ordinal);
        Assert.Contains("And by a signed token: Ann Smith", output, StringComparison.Ordinal);
        Assert.Contains("Rejected: CheckViolation in public.accounts", output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task BankQueries_NodesOfTwoKinds_ReadsItsWritesByDapperAndEntityFramework()
    {
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(Schema);
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(
            new NodeOptions
            {
                Id = "a",
                Kind = NodeKinds.Postgres,
                ConnectionString = database.ConnectionString,
                Guard = NodeGuard.Off,
            }
        );
        await bench.ApplyAsync(bench.Database("b", Schema), "b");
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
        await bench.UntilAsync("b", status => status.State == NodeState.Active);
        var login = ("BANK_POSTGRES_LOGIN", database.ConnectionString);
        using var example = Start(bench, "BankQueries", login, bench.Address);

        var output = await example.OutputAsync();

        Assert.Contains("Dapper: Cleo has 70", output, StringComparison.Ordinal);
        Assert.Contains("EF Core: Cleo has 80", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BankWeb_SqliteNode_ShowsWhatABrowserHasWritten()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("a", Schema), "a");
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
        var key = ("BANK_SESSION_KEY", Convert.ToBase64String(new byte[32]));
        using var example = Start(bench, "BankWeb", key, "--log", bench.Address, "--urls", "http://127.0.0.1:0");
        var line = await example.LineAsync("Now listening on:");
        var address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies })
        {
            BaseAddress = address,
        };

        var written = await browser.PutAsJsonAsync("/accounts/7", new { owner = "Dora", balance = 5 });
        var read = await browser.GetStringAsync("/accounts/7");

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal("""{"id":7,"owner":"Dora","balance":5}""", read);
        Assert.StartsWith("cdc-session.", Assert.Single(cookies.GetAllCookies()).Name, StringComparison.Ordinal);
    }

    private static ExampleProcess Start(
        Bench bench,
        string example,
        (string Name, string Value) variable,
        params string[] args
    ) => ExampleProcess.Start(example, Path.GetDirectoryName(bench.At("x"))!, variable, args);
}
