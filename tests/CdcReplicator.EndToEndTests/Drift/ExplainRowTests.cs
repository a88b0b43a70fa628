using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary><c>explain-row</c> tells what each node has, and who made it.</summary>
public sealed class ExplainRowTests
{
    [PostgresFact]
    public async Task Explain_RowOfSeveralTransactions_TellsEachWithItsVerdict()
    {
        await using var cluster = await DriftCluster.StartAsync(
            [NodeKinds.Sqlite, NodeKinds.Postgres],
            DriftTables.FewRows
        );
        await using (var sdk = await cluster.ConnectAsync())
        {
            await sdk.WriteAsync(tx => tx.Insert("items", Row(500, "first")), Durability.Applied(2));
            await sdk.WriteAsync(tx => tx.Insert("items", Row(501, "other")), Durability.Applied(2));
            await sdk.WriteAsync(tx => tx.Upsert("items", Row(500, "second")), Durability.Applied(2));
            await Assert.ThrowsAsync<TransactionRejectedException>(() =>
                sdk.WriteAsync(tx => tx.Insert("items", Row(500, "third")), Durability.Applied(2))
            );
        }

        await cluster.Of("b").ExecuteAsync("UPDATE items SET name = 'drifted' WHERE id = 500");
        var explained = await cluster.ExplainAsync("items", "500");

        Assert.Equal("""{"id":500}""", explained.Key);
        Assert.Equal(["second", "drifted"], explained.Nodes.Select(node => node.Row!["name"]));
        Assert.False(explained.IsSame);
        Assert.Equal(["first", "second", "third"], explained.Steps.Select(step => step.Written!["name"]));
        Assert.All(explained.Steps, step => Assert.StartsWith("once-", step.Publisher, StringComparison.Ordinal));
        Assert.All(explained.Steps.Take(2), step => Assert.All(step.Verdicts.Values, v => Assert.Equal("accepted", v)));
        Assert.All(
            explained.Steps[2].Verdicts.Values,
            verdict => Assert.StartsWith("rejected (DuplicateKey", verdict, StringComparison.Ordinal)
        );
        Assert.Equal(2, explained.Steps[2].Verdicts.Count);
    }

    [Fact]
    public async Task ExplainRow_AsACommand_PrintsRowAndTransactions()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a");
        await bench.ApplyAsync(database, "a");
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
        await using (var sdk = await bench.ConnectAsync())
        {
            await sdk.WriteAsync(tx => tx.Insert("items", new { id = 7, what = "seven" }), Durability.Applied(1));
        }

        var (code, report) = await CliProcess.RunJsonAsync(
            bench.At(""),
            "explain-row",
            "items",
            "7",
            "--log",
            bench.Address
        );
        Assert.Equal(0, code);
        Assert.Equal("seven", report.GetProperty("nodes")[0].GetProperty("row").GetProperty("what").GetString());
        Assert.Equal(1, report.GetProperty("steps").GetArrayLength());

        var wrong = await CliProcess.RunAsync(bench.At(""), "explain-row", "items", "x", "--log", bench.Address);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("is no value of id", wrong.Errors, StringComparison.Ordinal);
    }

    private static object Row(long id, string name) =>
        new
        {
            id,
            name,
            note = "",
            rank = id,
        };
}
