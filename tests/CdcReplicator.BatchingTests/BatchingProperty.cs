using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.BatchingTests;

/// <summary>The property on one kind of node, and whether the histories were worth their time.</summary>
internal static class BatchingProperty
{
    /// <summary>
    /// Below this many histories chance alone may leave something out. SQLite's run has more, and the generator is one.
    /// </summary>
    private const int EnoughForCoverage = 1_500;

    public static async Task HoldAsync(string kind, ITestOutputHelper output)
    {
        var histories = HistoryProperty.HistoriesOf(kind);
        await using var rigs = new HistoryRigs(kind);
        var property = new HistoryProperty(rigs, output);
        var started = TimeProvider.System.GetTimestamp();

        // FsCheck waits for each history, so it does its waiting on a thread of its own.
        var difference = await Task.Run(() =>
            property.FindDifference(histories, HistoryGenerator.Arbitrary, node => node)
        );

        output.WriteLine($"{histories} histories in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
        output.WriteLine(property.Coverage.ToString());
        Assert.True(difference is null, difference);
        Assert.True(
            histories < EnoughForCoverage || !property.Coverage.NeverSeen.Any(),
            $"Never generated: {string.Join(", ", property.Coverage.NeverSeen)}"
        );
    }
}
