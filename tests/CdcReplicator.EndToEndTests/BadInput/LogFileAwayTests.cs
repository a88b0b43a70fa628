using System.Net;
using CdcReplicator.LocalServers;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>The file of an embedded log is taken away under a living process with appliers.</summary>
public sealed class LogFileAwayTests
{
    [Fact]
    public async Task Run_LogFileMovedAwayAndBack_ProcessAndAppliersLiveAndGoOn()
    {
        await using var bench = await Bench.StartAsync();
        var (a, b) = (bench.Database("a"), bench.Database("b"));
        var port = FreePorts.Take(1)[0];
        using var pages = new HttpPages(port);
        await using var run = await MonitoredRun.StartAsync(
            bench,
            $"127.0.0.1:{port}",
            ("a", a.ConnectionString),
            ("b", b.ConnectionString)
        );
        await bench.AppendAsync(Events.Create(1));
        await UntilAppliedAsync(bench, 0);

        Move(bench.At("log.db"), bench.At("elsewhere.db"));
        var (_, away) = await pages.UntilAsync(
            "/health/ready",
            answer =>
                answer.Status == HttpStatusCode.ServiceUnavailable
                && answer.Body.Contains("\"reason\":\"", StringComparison.Ordinal)
        );
        Assert.Contains(bench.At("log.db"), away, StringComparison.Ordinal);
        Assert.Contains("Put the file back", away, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await pages.GetAsync("/health/live")).Status);

        Move(bench.At("elsewhere.db"), bench.At("log.db"));
        await pages.UntilAsync("/health/ready", answer => answer.Status == HttpStatusCode.OK);
        await bench.AppendAsync(Events.Create(2));
        await UntilAppliedAsync(bench, 1);

        Assert.Equal("1|x,2|x", a.Query(Events.Items));
        Assert.Equal("1|x,2|x", b.Query(Events.Items));
    }

    [Fact]
    public async Task Run_LogFileDeleted_ProcessLivesAndSaysWhatIsMissing()
    {
        await using var bench = await Bench.StartAsync();
        var a = bench.Database("a");
        var port = FreePorts.Take(1)[0];
        using var pages = new HttpPages(port);
        await using var run = await MonitoredRun.StartAsync(bench, $"127.0.0.1:{port}", ("a", a.ConnectionString));
        await bench.AppendAsync(Events.Create(1));
        await bench.UntilAsync("a", status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        foreach (var suffix in Suffixes)
        {
            File.Delete(bench.At("log.db") + suffix);
        }

        var (_, gone) = await pages.UntilAsync(
            "/health/ready",
            answer =>
                answer.Status == HttpStatusCode.ServiceUnavailable
                && answer.Body.Contains("deleted or moved away", StringComparison.Ordinal)
        );
        Assert.Contains(bench.At("log.db"), gone, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await pages.GetAsync("/health/live")).Status);
        Assert.False(File.Exists(bench.At("log.db")));
    }

    private static readonly string[] Suffixes = ["-shm", "-wal", ""];

    private static async Task UntilAppliedAsync(Bench bench, long sequence)
    {
        foreach (var node in (string[])["a", "b"])
        {
            await bench.UntilAsync(
                node,
                status => status.State == NodeState.Active && status.LastAppliedSequence == sequence
            );
        }
    }

    private static void Move(string from, string to)
    {
        foreach (var suffix in Suffixes)
        {
            File.Move(from + suffix, to + suffix);
        }
    }
}
