using CdcReplicator.Applier;
using CdcReplicator.Client;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests.Client;

/// <summary>
/// Many processes under one name, coming and going: whatever one of them is told is taken, a node takes.
/// </summary>
public class SharedPublisherTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 40)]
    [InlineData(3, 120)]
    public async Task Named_ProcessesComeAndGo_WhatIsCertainIsNeverForgotten(int seed, int processes)
    {
        output.WriteLine($"seed {seed}, {processes} processes");
        var node = new Node();
        var metadata = new InMemoryMetadataStore();
        await Task.WhenAll(
            Enumerable
                .Range(0, processes)
                .Select(place => Task.Run(() => RunAsync(new Random((seed * 1000) + place), metadata, node)))
        );

        output.WriteLine($"{node.Certain} certain of {node.Taken.Count}");
        Assert.Equal(node.Taken.Count, node.Taken.Distinct().Count());
        Assert.Empty(node.Lost);
        Assert.InRange(node.Certain, 1, node.Taken.Count);
    }

    [Fact]
    public async Task Named_JobsOneAfterTheOther_ServiceThatIdlesLosesNothing()
    {
        var node = new Node();
        var metadata = new InMemoryMetadataStore();
        var service = New(metadata);
        await CommitAsync(service, node);
        for (var job = 0; job < 1200; job++)
        {
            await CommitAsync(New(metadata), node);
            if (job % 300 == 0)
            {
                await CommitAsync(service, node);
            }
        }

        await CommitAsync(service, node);

        Assert.Empty(node.Lost);
        Assert.Equal(node.Taken.Count, node.Certain);
    }

    private static async Task RunAsync(Random random, InMemoryMetadataStore metadata, Node node)
    {
        for (var life = 0; life < 3; life++)
        {
            var numbers = New(metadata);
            for (var i = random.Next(1, 40); i > 0; i--)
            {
                for (var idle = random.Next(8) == 0 ? random.Next(60) : 0; idle > 0; idle--)
                {
                    await Task.Yield();
                }

                await Task.WhenAll(Enumerable.Range(0, random.Next(1, 4)).Select(_ => CommitAsync(numbers, node)));
            }
        }
    }

    private static async Task CommitAsync(NamedNumbers numbers, Node node)
    {
        var number = await numbers.TakeAsync(CancellationToken.None);
        await Task.Yield();
        var isTaken = node.Decide(number.Number);
        await Task.Yield();
        node.Told(number.Number, isTaken, await numbers.IsRememberedAsync(number, CancellationToken.None));
    }

    private static NamedNumbers New(InMemoryMetadataStore metadata) =>
        new(new NumberBlocks(metadata, "shop", new UnreadableNumbers(NullLogger.Instance)), TimeProvider.System);

    private sealed class Node
    {
        private readonly PublisherLedger _ledger = new(ClusterSettings.NewLog(), []);
        private readonly Lock _gate = new();
        private long _sequence;

        public List<long> Taken { get; } = [];

        public List<long> Lost { get; } = [];

        public int Certain { get; private set; }

        public bool Decide(long number)
        {
            lock (_gate)
            {
                Taken.Add(number);
                var stamp = new PublisherStamp("shop", PublisherKind.Consecutive, number);
                return _ledger.Decide(++_sequence, stamp, _sequence) is { IsDuplicate: false, IsForgotten: false };
            }
        }

        public void Told(long number, bool isTaken, bool isCertain)
        {
            lock (_gate)
            {
                Certain += isCertain ? 1 : 0;
                if (isCertain && !isTaken)
                {
                    Lost.Add(number);
                }
            }
        }
    }
}
