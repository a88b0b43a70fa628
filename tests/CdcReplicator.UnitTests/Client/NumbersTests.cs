using CdcReplicator.Client;
using CdcReplicator.Model;
using CdcReplicator.Testing;
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
        for (var i = 0; i < OneTimeNumbers.MaxLeftOpen; i++)
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
                            var numbers = new NamedNumbers(new NumberBlocks(metadata, "orders"), "orders");
                            for (var i = 0; i < 75; i++)
                            {
                                taken.Add((await TakeAsync(numbers)).Number);
                            }
                        }
                    })
                )
        );

        Assert.Equal(6 * 4 * 75, taken.Distinct().Count());
        Assert.InRange((await metadata.ReadAsync("publisher/", CancellationToken.None)).Count, 1, 12);
    }

    [Fact]
    public async Task Named_FirstProcess_StartsAtOne()
    {
        var numbers = new NamedNumbers(new NumberBlocks(new InMemoryMetadataStore(), "orders"), "orders");

        Assert.Equal(new PublisherNumber("orders", 1), await TakeAsync(numbers));
    }

    [Fact]
    public async Task Named_TooManyLeftOpen_Refuses()
    {
        var numbers = new NamedNumbers(new NumberBlocks(new InMemoryMetadataStore(), "orders"), "orders");
        for (var i = 0; i < OneTimeNumbers.MaxLeftOpen; i++)
        {
            numbers.LeaveOpen(await TakeAsync(numbers));
        }

        await Assert.ThrowsAsync<ReplicationException>(() => TakeAsync(numbers));
    }

    private static Task<PublisherNumber> TakeAsync(IPublisherNumbers numbers) =>
        numbers.TakeAsync(CancellationToken.None).AsTask();
}
