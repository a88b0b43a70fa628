using CdcReplicator.Cluster;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>What records and members hold reaches no terminal raw.</summary>
public sealed class TerminalTests
{
    private const string Bad = "\u001b]0;owned\u0007\u001b[2J\u009b1m\nerror: forged";

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task LogTail_RecordThatSpeaksToTheTerminal_IsShownAsText(string form)
    {
        await using var bench = await Bench.StartAsync();
        var file = bench.At("events.jsonl");
        await File.WriteAllTextAsync(
            file,
            """
            {"value":{"before":null,"after":{"id":1,"v":"\u001b[2J\u009b1m\n"},"source":{"connector":"postgresql","name":"a","schema":"main","table":"t\u001b[31m","ts_ms":1,"lsn":8},"transaction":null,"op":"c"}}
            """
        );
        var published = await CliProcess.RunAsync(bench.At(""), "publish", file, "--log", bench.Address);
        Assert.True(published.Code == 0, published.Errors);

        string[] json = form == "json" ? ["--json"] : [];
        var shown = await CliProcess.RunAsync(bench.At(""), ["log", "tail", "--log", bench.Address, .. json]);

        Assert.Equal(0, shown.Code);
        AssertPrintable(shown.Output);
        Assert.Contains("\\u001b[31m", shown.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Status_MemberThatSpeaksToTheTerminal_IsShownAsText()
    {
        await using var bench = await Bench.StartAsync();
        await new MemberStore(bench.Log.Metadata, TimeProvider.System).PublishAsync(
            new MemberStatus
            {
                NodeId = "a",
                Kind = "sqlite" + Bad,
                Endpoint = "there" + Bad,
                ApplierId = "x" + Bad,
                State = NodeState.Halted,
                Reason = "because" + Bad,
                LastAppliedSequence = 1,
                RestartOffset = 1,
                OpenTransactions = ["open" + Bad],
            },
            CancellationToken.None
        );

        foreach (
            var command in (string[][])
                [
                    ["status"],
                    ["status", "--wide"],
                    ["status", "--json"],
                    ["lag"],
                ]
        )
        {
            var shown = await CliProcess.RunAsync(bench.At(""), [.. command, "--log", bench.Address]);

            AssertPrintable(shown.Output + shown.Errors);
            Assert.DoesNotContain(
                shown.Output.Split('\n'),
                line => line.StartsWith("error: forged", StringComparison.Ordinal)
            );
        }
    }

    private static void AssertPrintable(string output) =>
        Assert.DoesNotContain(output, character => character != '\n' && char.IsControl(character));
}
