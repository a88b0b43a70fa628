using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Orders where appliers have the operators' public keys.</summary>
public sealed class SignedOrderTests
{
    [Fact]
    public async Task Skip_WhereOrdersMustBeSigned_CountsWithTheOperatorsKeyOnly()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a");
        await bench.AppendAsync(Events.Create(1), Events.Text("{ bad"), Events.Create(2));
        WriteKeys(bench, "operator");
        WriteKeys(bench, "stranger");
        await using var applier = await RunAsync(bench, database, bench.At("operator.pub"));
        await bench.UntilAsync("a", status => status.State == NodeState.Halted);

        await bench.AppendAsync(await Events.SkipAsync(bench.Log, 1));
        string[] skip = ["skip", "1", "--reason", "half a record", "--yes"];
        await AssertAsync(bench, 2, "--order-key", skip);
        await AssertAsync(bench, 2, "--order-key", [.. skip, "--order-key", bench.At("stranger.key")]);
        await AssertAsync(bench, 1, "does not exist", [.. skip, "--order-key", bench.At("none.key")]);
        Assert.Equal(NodeState.Halted, (await bench.UntilAsync("a", _ => true)).State);
        Assert.Equal(4, (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset);

        await AssertAsync(bench, 0, "", [.. skip, "--order-key", bench.At("operator.key")]);
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: 4 });
        Assert.Equal("1|x,2|x", database.Query(Events.Items));
        var shown = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);
        Assert.Contains("control message ignored, source cdc-replicator-cli 1", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhereOrdersMustBeSigned_IsAnsweredWithTheOperatorsKeyOnly()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AppendAsync(Events.Create(1));
        WriteKeys(bench, "operator");
        await using var a = await RunAsync(bench, bench.Database("a"), bench.At("operator.pub"), "a");
        await using var b = await RunAsync(bench, bench.Database("b"), bench.At("operator.pub"), "b");
        foreach (var node in (string[])["a", "b"])
        {
            await bench.UntilAsync(node, status => status is { State: NodeState.Active, LastAppliedSequence: 0 });
        }

        await AssertAsync(bench, 2, "--order-key", "verify");
        await AssertAsync(bench, 0, "", "verify", "--order-key", bench.At("operator.key"));
    }

    [Fact]
    public async Task Status_AppliersWithOtherKeys_AreNamed()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AppendAsync(Events.Create(1));
        WriteKeys(bench, "operator");
        await using var a = await RunAsync(bench, bench.Database("a"), bench.At("operator.pub"), "a");
        await using var b = await RunAsync(bench, bench.Database("b"), null, "b");
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
        await bench.UntilAsync("b", status => status.State == NodeState.Active);

        var shown = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);

        Assert.Equal(4, shown.Code);
        Assert.Contains("Applier:OrderKeysFile is not the same for all nodes", shown.Output, StringComparison.Ordinal);
        Assert.Contains("b have none", shown.Output, StringComparison.Ordinal);
    }

    private static async Task AssertAsync(Bench bench, int code, string problem, params string[] command)
    {
        var result = await CliProcess.RunAsync(bench.At(""), [.. command, "--log", bench.Address]);
        Assert.True(result.Code == code, $"{result.Code}: {result.Errors}{result.Output}");
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
    }

    private static void WriteKeys(Bench bench, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(bench.At($"{name}.pub"), key.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(bench.At($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(bench.At($"{name}.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static async Task<CliProcess> RunAsync(Bench bench, SqliteDatabase database, string? keys, string id = "a")
    {
        var settings = new
        {
            CdcReplicator = new
            {
                Log = bench.Address,
                Applier = new { SpoolFolder = bench.At($"spool-{id}"), OrderKeysFile = keys },
                Monitoring = new { RunHttp = "none" },
                Nodes = new[]
                {
                    new
                    {
                        Id = id,
                        Kind = "sqlite",
                        database.ConnectionString,
                    },
                },
            },
        };
        var file = bench.At($"{id}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings));
        return await CliProcess.StartAsync(bench.At(""), "run", "--config", file);
    }
}
