using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>The commands as processes, on a small embedded cluster.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Run_ConfigurationWithSeveralErrors_ListsEveryOne()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder.At("appsettings.json"),
            """
            {"CdcReplicator":{"Log":"nowhere","Applier":{"ReadRecords":0},"Nodes":[
              {"Id":"a","Kind":"oracle","ConnectionString":"x"},
              {"Id":"a","Kind":"sqlite","ConnectionString":"Data Source=a.db","PasswordFile":"/no/such/file"}]}}
            """
        );

        var result = await CliProcess.RunAsync(folder.Path, "run");

        Assert.Equal(2, result.Code);
        Assert.All(
            ["'nowhere'", "ReadRecords is 0", "'oracle'", "'/no/such/file'", "'a' is given 2 times"],
            problem => Assert.Contains(problem, result.Errors, StringComparison.Ordinal)
        );
        Assert.True(result.Errors.Split("error: ").Length > 5, result.Errors);
    }

    [Fact]
    public async Task Cluster_OfTwoProcesses_IsShownComparedAndEndsClean()
    {
        await using var bench = await Bench.StartAsync();
        var databases = new[] { bench.Database("a"), bench.Database("b") };
        await using var a = await RunNodeAsync(bench, "a", databases[0]);
        await using var b = await RunNodeAsync(bench, "b", databases[1]);
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
        await bench.UntilAsync("b", status => status.State == NodeState.Active);
        await using (var cluster = await CdcCluster.ConnectAsync(bench.Address))
        {
            await cluster.WriteAsync(
                tx => tx.Insert("items", new { id = 1, what = "one" }).Insert("items", new { id = 2, what = "two" }),
                Durability.Applied(2)
            );
        }

        await AssertShownAsync(bench);
        await AssertDrainedAsync(bench);
        await AssertComparedAsync(bench, databases[1]);
        await AssertDeathShownAsync(bench, b);

        await a.TerminateAsync();
        var end = await a.WaitAsync();
        Assert.True(end.Code == 0, end.Errors + end.Output);
    }

    [Fact]
    public async Task Halted_ByABadRecord_IsShownAndFreedWithTheDocumentedCommands()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a");
        var bad = await bench.AppendAsync(Events.Create(1), Events.Text("{ bad"), Events.Create(2));
        var applier = await bench.ApplyAsync(database, "a");
        await applier.UntilAsync(status => status.State == NodeState.Halted);

        var (code, status) = await CliProcess.RunJsonAsync(bench.At(""), "status", "--log", bench.Address);
        Assert.Equal(4, code);
        var member = Assert.Single(Members(status));
        Assert.Equal("halted", member.GetProperty("state").GetString());
        Assert.Contains("offset 1", member.GetProperty("reason").GetString(), StringComparison.Ordinal);

        Assert.Equal(bad.FirstOffset + 1, member.GetProperty("halted_at").GetInt64());
        var mistyped = await CliProcess.RunAsync(
            bench.At(""),
            [.. await DocumentedSkipAsync(bad.FirstOffset + 2, bench.Address), "--yes"]
        );
        Assert.Equal(2, mistyped.Code);
        Assert.Contains(
            $"cdc-replicator skip {bad.FirstOffset + 1} --reason",
            mistyped.Errors,
            StringComparison.Ordinal
        );

        var tail = await CliProcess.RunAsync(bench.At(""), "log", "tail", "--log", bench.Address, "--json");
        var operations = tail
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("op").GetString());
        Assert.Equal(["c", "undecodable", "c"], operations);

        var skip = await CliProcess.RunAsync(
            bench.At(""),
            [.. await DocumentedSkipAsync(bad.FirstOffset + 1, bench.Address), "--yes"]
        );
        Assert.True(skip.Code == 0, skip.Errors);
        await applier.UntilAsync(shown => shown is { State: NodeState.Active, LastAppliedSequence: 3 });
        Assert.Equal("1|x,2|x", database.Query(Events.Items));
    }

    [Theory]
    [InlineData(2, "'ftp://host/cluster'", "ftp://host/cluster")]
    [InlineData(3, "127.0.0.1:1", "kafka://127.0.0.1:1/shop")]
    public async Task Status_UnusableLog_SaysWhichWithTheDocumentedCode(int code, string names, string log)
    {
        using var folder = new TempFolder();
        var watch = Stopwatch.StartNew();

        var result = await CliProcess.RunAsync(folder.Path, "status", "--log", log);

        Assert.Equal(code, result.Code);
        Assert.Contains(names, result.Errors, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("status")]
    [InlineData("lag")]
    [InlineData("verify")]
    [InlineData("route")]
    [InlineData("drain", "a")]
    [InlineData("log", "tail")]
    public async Task AnyCommandButRun_MistypedLog_FailsNamesTheOneThatIsThereAndMakesNone(params string[] command)
    {
        await using var bench = await Bench.StartAsync();
        var mistyped = bench.At("lgo.db");

        var result = await CliProcess.RunAsync(bench.At(""), [.. command, "--log", $"embedded:{mistyped}"]);

        Assert.Equal(2, result.Code);
        Assert.Contains(mistyped, result.Errors, StringComparison.Ordinal);
        Assert.Contains(bench.Address, result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(bench.At(""), "lgo*"));
    }

    [Fact]
    public async Task Publish_NoLogButCreate_CreatesIt()
    {
        using var folder = new TempFolder();
        var events = Path.Combine(AppContext.BaseDirectory, "events.jsonl");

        var result = await CliProcess.RunAsync(
            folder.Path,
            "publish",
            events,
            "--create",
            "--log",
            $"embedded:{folder.At("new.db")}"
        );

        Assert.True(result.Code == 0, result.Errors);
        Assert.True(File.Exists(folder.At("new.db")));
    }

    /// <summary>The command that the page on bad input gives for sequence 42, for another sequence.</summary>
    private static async Task<string[]> DocumentedSkipAsync(long sequence, string log)
    {
        var page = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "bad-input.md"));
        var line = page.Single(candidate => candidate.StartsWith("cdc-replicator skip 42 ", StringComparison.Ordinal));
        var reason = line.Split('"')[1];
        Assert.Equal($"cdc-replicator skip 42 --reason \"{reason}\" --log LOG", line);
        return ["skip", sequence.ToString(CultureInfo.InvariantCulture), "--reason", reason, "--log", log];
    }

    private static async Task AssertShownAsync(Bench bench)
    {
        var (code, status) = await CliProcess.RunJsonAsync(bench.At(""), "status", "--log", bench.Address);
        Assert.Equal(0, code);
        Assert.Equal(["a", "b"], Members(status).Select(member => member.GetProperty("node").GetString()));
        Assert.All(Members(status), member => Assert.Equal("active", member.GetProperty("state").GetString()));

        (code, var lag) = await CliProcess.RunJsonAsync(bench.At(""), "lag", "--log", bench.Address);
        Assert.Equal(0, code);
        Assert.All(Members(lag), member => Assert.Equal(0, member.GetProperty("lag_records").GetInt64()));

        var tail = await CliProcess.RunAsync(bench.At(""), "log", "tail", "--log", bench.Address, "--json");
        Assert.Equal(0, tail.Code);
        var lines = tail.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["c public.items one", "c public.items two"],
            lines
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line =>
                    $"{line.GetProperty("op")} {line.GetProperty("table")} "
                    + $"{line.GetProperty("after").GetProperty("what")}"
                )
        );
    }

    private static async Task AssertDrainedAsync(Bench bench)
    {
        string[] to = ["--log", bench.Address];
        var unknown = await CliProcess.RunAsync(bench.At(""), ["drain", "nobody", .. to]);
        Assert.Equal(2, unknown.Code);
        Assert.Contains("Name one of: a, b", unknown.Errors, StringComparison.Ordinal);

        var drain = await CliProcess.RunAsync(bench.At(""), ["drain", "a", "--reason", "new disk", .. to]);
        Assert.True(drain.Code == 0, drain.Errors);
        var (_, drained) = await CliProcess.RunJsonAsync(bench.At(""), ["status", .. to]);
        Assert.EndsWith(
            ": new disk",
            Members(drained).First().GetProperty("drained").GetString(),
            StringComparison.Ordinal
        );

        await using var cluster = await CdcCluster.ConnectAsync(bench.Address);
        for (var i = 0; i < 20; i++)
        {
            await using var connection = await cluster.OpenConnectionAsync();
            Assert.EndsWith("b.db", connection.DataSource, StringComparison.Ordinal);
        }

        var undrain = await CliProcess.RunAsync(bench.At(""), ["undrain", "a", .. to]);
        Assert.True(undrain.Code == 0, undrain.Errors);
        var (_, serving) = await CliProcess.RunJsonAsync(bench.At(""), ["status", .. to]);
        Assert.Equal(JsonValueKind.Null, DrainedOf(Members(serving).First()));
    }

    private static JsonValueKind DrainedOf(JsonElement member) =>
        member.TryGetProperty("drained", out var drained) ? drained.ValueKind : JsonValueKind.Null;

    private static async Task AssertComparedAsync(Bench bench, SqliteDatabase changed)
    {
        var (code, same) = await CliProcess.RunJsonAsync(bench.At(""), "verify", "--log", bench.Address);
        Assert.Equal(0, code);
        Assert.True(same.GetProperty("identical").GetBoolean());

        changed.Execute("UPDATE items SET what = 'changed by hand' WHERE id = 2");
        (code, var different) = await CliProcess.RunJsonAsync(bench.At(""), "verify", "--log", bench.Address);
        Assert.Equal(4, code);
        var difference = Assert.Single(different.GetProperty("differences").EnumerateArray()).GetString();
        Assert.Contains("items", difference, StringComparison.Ordinal);
        Assert.Contains("{\"id\":2}", difference, StringComparison.Ordinal);
        Assert.DoesNotContain("{\"id\":1}", difference, StringComparison.Ordinal);

        // Nothing tells which of two is right, so both are out of reads until they are found equal.
        await bench.UntilAsync("a", status => status.State == NodeState.Diverged);
        changed.Execute("UPDATE items SET what = 'two' WHERE id = 2");
        (code, _) = await CliProcess.RunJsonAsync(bench.At(""), "verify", "--log", bench.Address);
        Assert.Equal(0, code);
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
    }

    private static async Task AssertDeathShownAsync(Bench bench, CliProcess victim)
    {
        await victim.KillAsync();
        await MemberWait.UntilDeadAsync(bench.Log, "b", TimeSpan.FromSeconds(3));
        var (code, status) = await CliProcess.RunJsonAsync(bench.At(""), "status", "--log", bench.Address);
        Assert.Equal(4, code);
        Assert.Equal(["active", "dead"], Members(status).Select(member => member.GetProperty("state").GetString()));
    }

    private static IEnumerable<JsonElement> Members(JsonElement report) =>
        report.GetProperty("members").EnumerateArray();

    private static async Task<CliProcess> RunNodeAsync(Bench bench, string id, SqliteDatabase database)
    {
        var config = bench.At($"{id}.json");
        await File.WriteAllTextAsync(
            config,
            JsonSerializer.Serialize(
                new
                {
                    CdcReplicator = new
                    {
                        Log = bench.Address,
                        Nodes = new[]
                        {
                            new
                            {
                                Id = id,
                                Kind = "sqlite",
                                database.ConnectionString,
                                Guard = "Off",
                            },
                        },
                    },
                }
            )
        );
        return await CliProcess.StartAsync(bench.At(""), "run", "--config", config);
    }
}
