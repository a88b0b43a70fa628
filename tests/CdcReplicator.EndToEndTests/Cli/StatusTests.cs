using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary><c>status</c> and <c>lag</c> as processes whose output is piped.</summary>
public sealed class StatusTests
{
    private const string LongId = "warehouse-east-1.database.internal.example";

    [Fact]
    public async Task Status_Piped_ShowsEveryNameWholeInPlainColumns()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("a"), LongId);
        await bench.ApplyAsync(bench.Database("b"), "b");
        await bench.UntilAsync(LongId, status => status.State == NodeState.Active);
        await bench.UntilAsync("b", status => status.State == NodeState.Active);

        var status = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);
        var wide = await CliProcess.RunAsync(bench.At(""), "status", "-o", "wide", "--log", bench.Address);
        var lag = await CliProcess.RunAsync(bench.At(""), "lag", "--log", bench.Address);

        Assert.Equal(0, status.Code);
        foreach (var output in new[] { status.Output, wide.Output, lag.Output })
        {
            Assert.Single(Lines(output), line => line.StartsWith($"{LongId}  active ", StringComparison.Ordinal));
            Assert.Single(Lines(output), line => line.StartsWith("b ", StringComparison.Ordinal));
            Assert.DoesNotContain('\u001b', output);
            Assert.All(output, character => Assert.True(character < 128, $"'{character}' is no plain text."));
        }

        Assert.DoesNotContain("b.db", status.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            "b.db",
            Lines(wide.Output).Single(line => line.StartsWith("b ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
