using CdcReplicator.Applier;
using CdcReplicator.UnitTests.Applier;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>Readers are opened beside the worker's loop, which stops reading and begins anew meanwhile.</summary>
public sealed class ReaderHandOverTests
{
    [Fact]
    public void Offer_ReadingStopsAtAnyTime_NoReaderStaysOpen() => Explore.All(RunAsync);

    [Fact]
    public void Offer_LateReaderIsKept_IsFound() => Explore.Finds("late reader", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        var opened = new OpenedReader();
        var readers = new List<IdleReader>();
        var openings = new List<Task>();
        for (var i = 0; i < 3; i++)
        {
            var ticket = opened.NewTicket();
            openings.Add(Scheduled.Run(() => OpenAsync(opened, ticket, readers)));
            await Task.Yield();
            if (opened.Take() is { } reader)
            {
                await reader.DisposeAsync();
            }

            await opened.DiscardAsync();
        }

        await Scheduled.WhenAll(openings);

        Assert.All(readers, reader => Assert.True(reader.IsDisposed));
    }

    private static async Task OpenAsync(OpenedReader opened, int ticket, List<IdleReader> readers)
    {
        await Task.Yield();
        var reader = new IdleReader();
        readers.Add(reader);
        await opened.OfferAsync(ticket, reader);
    }
}
