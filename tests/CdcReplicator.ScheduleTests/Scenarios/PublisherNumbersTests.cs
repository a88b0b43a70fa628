using CdcReplicator.Client;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>Several processes write under one publisher's name.</summary>
public sealed class PublisherNumbersTests
{
    [Fact]
    public void Take_ManyProcessesOfOneName_NoNumberTwice() => Explore.All(RunAsync);

    [Fact]
    public void Take_NumbersOfOthers_IsFound() => Explore.Finds("numbers of others", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        var metadata = new InMemoryMetadataStore(schedule.Time);
        var taken = new List<long>();
        await Scheduled.WhenAll(Enumerable.Range(0, 3).Select(_ => Scheduled.Run(TakeAsync)));
        Assert.Equal(taken.Count, taken.Distinct().Count());

        async Task TakeAsync()
        {
            for (var restart = 0; restart < 2; restart++)
            {
                var blocks = new NumberBlocks(metadata, "shop", new UnreadableNumbers(NullLogger.Instance));
                var numbers = new NamedNumbers(blocks, schedule.Time);
                for (var i = 0; i < 4; i++)
                {
                    var number = await numbers.TakeAsync(CancellationToken.None);
                    taken.Add(number.Number);
                    await Task.Yield();
                }
            }
        }
    }
}
