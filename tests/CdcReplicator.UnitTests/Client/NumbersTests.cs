using CdcReplicator.Client;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class NumbersTests
{
    [Fact]
    public async Task OneTime_GivenBack_IsGivenOutAgainBeforeNewOnes()
    {
        var numbers = new OneTimeNumbers();
        var first = await TakeAsync(numbers);
        await TakeAsync(numbers);
        numbers.GiveBack(first);

        Assert.Equal(1, (await TakeAsync(numbers)).Number);
        Assert.Equal(3, (await TakeAsync(numbers)).Number);
        Assert.StartsWith(WellKnown.OneTimePublisherPrefix, first.Publisher, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneTime_TooManyLeftOpen_TakesANewName()
    {
        var numbers = new OneTimeNumbers();
        var first = await TakeAsync(numbers);
        for (var i = 0; i < NumberWindow.MaxLeftOpen; i++)
        {
            numbers.LeaveOpen(await TakeAsync(numbers));
        }

        var next = await TakeAsync(numbers);

        Assert.NotEqual(first.Publisher, next.Publisher);
        Assert.Equal(1, next.Number);
    }

    [Fact]
    public async Task Named_SeveralProcessesAndRestarts_NeverGiveANumberTwice()
    {
        var metadata = new InMemoryMetadataStore();
        var taken = new System.Collections.Concurrent.ConcurrentBag<long>();
        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        for (var restart = 0; restart < 4; restart++)
                        {
                            var numbers = Named(metadata);
                            for (var i = 0; i < 75; i++)
                            {
                                taken.Add((await TakeAsync(numbers)).Number);
                            }
                        }
                    })
                )
        );

        Assert.Equal(6 * 4 * 75, taken.Distinct().Count());
        Assert.InRange((await metadata.ReadAsync("publisher/", CancellationToken.None)).Count, 1, 24);
    }

    [Fact]
    public async Task Named_FirstProcess_StartsAtOne()
    {
        var numbers = Named(new InMemoryMetadataStore());

        Assert.Equal(new PublisherNumber("orders", 1), await TakeAsync(numbers));
    }

    [Fact]
    public async Task Named_TooManyLeftOpen_Refuses()
    {
        var numbers = Named(new InMemoryMetadataStore());
        for (var i = 0; i < NumberWindow.MaxLeftOpen; i++)
        {
            numbers.LeaveOpen(await TakeAsync(numbers));
        }

        await Assert.ThrowsAsync<ReplicationException>(() => TakeAsync(numbers));
        numbers.Settle(new PublisherNumber("orders", 1));
        await TakeAsync(numbers);
    }

    [Fact]
    public async Task Named_OthersTookManyMeanwhile_GivesUpWhatFellBehind()
    {
        var clock = new FakeTimeProvider();
        var metadata = new InMemoryMetadataStore();
        var idle = Named(metadata, clock);
        await TakeAsync(idle);
        await TakeAsync(idle);
        var others = Named(metadata, clock);
        for (var i = 0; i < PublisherMemory.MaxMissing; i++)
        {
            await TakeAsync(others);
        }

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.InRange((await TakeAsync(idle)).Number, PublisherMemory.MaxMissing, long.MaxValue);
    }

    [Fact]
    public async Task Named_NumberArrivesBelowWhatNodesRemember_IsNotCertain()
    {
        var metadata = new InMemoryMetadataStore();
        var slow = Named(metadata);
        var first = await TakeAsync(slow);
        Assert.True(await slow.IsRememberedAsync(first, CancellationToken.None));
        var others = Named(metadata);
        for (var i = 0; i < PublisherMemory.MaxMissing; i++)
        {
            await TakeAsync(others);
        }

        Assert.False(await slow.IsRememberedAsync(first, CancellationToken.None));
    }

    [Fact]
    public async Task Named_AfterAVersionThatTookWholeUnits_GoesOnAboveThem()
    {
        var metadata = new InMemoryMetadataStore();
        await metadata.PutAsync("publisher/orders/0000000000000002/abc", [1], CancellationToken.None);

        Assert.Equal(97, (await TakeAsync(Named(metadata))).Number);
    }

    [Fact]
    public async Task Named_EntryOfThisVersion_IsReadRightByTheVersionBefore()
    {
        var metadata = new InMemoryMetadataStore();
        var numbers = Named(metadata);
        for (var i = 0; i < 100; i++)
        {
            await TakeAsync(numbers);
        }

        var entries = await metadata.ReadAsync("publisher/orders/", CancellationToken.None);
        var highestUnit = entries.Max(entry => long.Parse(entry.Key.AsSpan("publisher/orders/".Length, 16), null));
        Assert.InRange(highestUnit * 32 + 32, 100, 200);
    }

    private static NamedNumbers Named(InMemoryMetadataStore metadata, TimeProvider? clock = null) =>
        new(new NumberBlocks(metadata, "orders"), clock ?? TimeProvider.System);

    private static Task<PublisherNumber> TakeAsync(IPublisherNumbers numbers) =>
        numbers.TakeAsync(CancellationToken.None).AsTask();
}
