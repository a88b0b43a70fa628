using CdcReplicator.Debezium;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>What a node takes otherwise than it came is counted, and people see it.</summary>
public sealed class AdaptedValuesTests
{
    private const string Table = "CREATE TABLE \"main.t\" (id integer PRIMARY KEY, v text)";

    private static readonly SourceCatalog Strips = new(
        new Dictionary<string, SourceOptions> { ["dbz"] = new() { NullCharacters = "strip" } }
    );

    [Fact]
    public async Task Status_CharactersTakenOutAndNumbersAsText_AreCounted()
    {
        string[] events = [Row(8, "\"a\\u0000b\\u0000\""), Row(16, "5"), Row(24, "\"6\"")];
        await using var bench = await Bench.StartAsync();
        var database = await PublishAsync(bench, events);
        var applier = await bench.ApplyAsync(database.Options("a"), sources: Strips);

        var status = await applier.UntilAsync(status => status.LastAppliedSequence == events.Length - 1);
        var shown = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);

        Assert.Equal("ab,5,6", database.Query("SELECT group_concat(v) FROM \"main.t\""));
        Assert.Equal(2, status.Adapted["U+0000 taken out, source dbz"]);
        Assert.Equal(1, status.Adapted["number as text, main.t.v"]);
        Assert.Contains("U+0000 taken out, source dbz 2", shown.Output, StringComparison.Ordinal);
        Assert.Contains("number as text, main.t.v 1", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_AppliersWithOtherSections_AreNamedWithTheSource()
    {
        await using var bench = await Bench.StartAsync();
        var told = await bench.ApplyAsync(bench.Database("a").Options("a"), sources: Strips);
        await told.UntilAsync(status => status.State == NodeState.Active);
        var before = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);
        var untold = await bench.ApplyAsync(bench.Database("b").Options("b"));
        await untold.UntilAsync(status => status.State == NodeState.Active);

        var shown = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);

        Assert.Equal(0, before.Code);
        Assert.NotEqual(0, shown.Code);
        Assert.Contains("Sources:dbz is not the same for all nodes", shown.Output, StringComparison.Ordinal);
        Assert.Contains("b have none", shown.Output, StringComparison.Ordinal);
    }

    private static async Task<SqliteDatabase> PublishAsync(Bench bench, string[] events)
    {
        var file = bench.At("events.jsonl");
        await File.WriteAllLinesAsync(file, events);
        var result = await CliProcess.RunAsync(bench.At(""), "publish", file, "--log", bench.Address);
        Assert.True(result.Code == 0, result.Errors);
        return bench.Database("a", Table);
    }

    private static string Row(int lsn, string value) =>
        $$$"""
            {"key":null,"value":{"before":null,"after":{"id":{{{lsn}}},"v":{{{value}}}},"source":{"connector":"postgresql","name":"dbz","schema":"main","table":"t","ts_ms":1,"sequence":"[\"{{{lsn
                - 8}}}\",\"{{{lsn}}}\"]","lsn":{{{lsn}}}},"transaction":null,"op":"c"}}
            """.Trim();
}
