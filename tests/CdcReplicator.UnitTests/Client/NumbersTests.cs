using CdcReplicator.Client;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class NumbersTests
{
    private static readonly UnreadableNumbers Unheard = new(NullLogger.Instance);

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

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("one/two")]
    [InlineData("/")]
    [InlineData("0000000000000000/1-/abc")]
    [InlineData("0000000000000000/-/abc")]
    [InlineData("0000000000000000/33/abc")]
    [InlineData("0000000000000000/-5-1/abc")]
    [InlineData("0000000000000000/0-1/abc")]
    [InlineData("0000000000000000/9-8/abc")]
    [InlineData("0000000000000000/1-9223372036854775807/abc")]
    [InlineData("0000000000000000/1-99999999999999999999/abc")]
    [InlineData("9223372036854775807/abc")]
    [InlineData("99999999999999999999/abc")]
    public async Task Named_EntryThatCannotBeRead_CountsForNothingAndIsSaidOnce(string rest)
    {
        var metadata = new InMemoryMetadataStore();
        await metadata.PutAsync($"publisher/orders/{rest}", [1], CancellationToken.None);
        using var lines = new LogLines();
        var numbers = new NamedNumbers(
            new NumberBlocks(metadata, "orders", new UnreadableNumbers(lines)),
            TimeProvider.System
        );

        for (var number = 1; number <= 100; number++)
        {
            Assert.Equal(number, (await TakeAsync(numbers)).Number);
        }

        Assert.True(await numbers.IsRememberedAsync(new PublisherNumber("orders", 1), CancellationToken.None));
        var line = Assert.Single(lines.Written);
        Assert.Contains($"publisher/orders/{rest}", line, StringComparison.Ordinal);
        Assert.Contains("Remove it", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_EndlessEntriesThatCannotBeRead_AreSaidUpToALimit()
    {
        var metadata = new InMemoryMetadataStore();
        for (var i = 0; i < 3 * UnreadableNumbers.MaxSaid; i++)
        {
            await metadata.PutAsync($"publisher/orders/\u001b{new string('x', 9_000)}{i}", [1], CancellationToken.None);
        }

        using var lines = new LogLines();
        var blocks = new NumberBlocks(metadata, "orders", new UnreadableNumbers(lines));

        Assert.Equal(0, await blocks.HighestAsync(CancellationToken.None));
        Assert.Equal(0, await blocks.HighestAsync(CancellationToken.None));

        Assert.Equal(UnreadableNumbers.MaxSaid, lines.Written.Count);
        Assert.All(lines.Written, line => Assert.InRange(line.Length, 1, 600));
        Assert.DoesNotContain(lines.Written, line => line.Contains('\u001b', StringComparison.Ordinal));
    }

    private static NamedNumbers Named(InMemoryMetadataStore metadata, TimeProvider? clock = null) =>
        new(new NumberBlocks(metadata, "orders", Unheard), clock ?? TimeProvider.System);

    private static Task<PublisherNumber> TakeAsync(IPublisherNumbers numbers) =>
        numbers.TakeAsync(CancellationToken.None).AsTask();
}
