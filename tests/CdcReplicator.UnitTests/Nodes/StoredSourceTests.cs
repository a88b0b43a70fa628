using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class StoredSourceTests
{
    private static readonly PublisherProgress Bare = new("erp", PublisherKind.Rows, 9000, [], 5);

    [Theory]
    [InlineData(null, false, null, 2)]
    [InlineData(200L, false, null, 100)]
    [InlineData(null, true, "run@1", 100)]
    [InlineData(-7L, true, null, 5)]
    public void Format_ThenRead_GivesTheSame(long? snapshot, bool isReplayed, string? run, int places)
    {
        var last = new RememberedPlace(new SourcePlace(8000, 8100, 0), 1, isFirst: true);
        for (var i = 1; i < places; i++)
        {
            // The rows' places fall from transaction to transaction.
            last = last.Then(new SourcePlace(8000 + (10 * i), 9000 - i, i % 3), 1 + (i % 2));
        }

        var progress = Bare with
        {
            SnapshotNumber = snapshot,
            History = new SourceHistory(last, 1_700_000_000_000)
            {
                Run = run,
                Replay = isReplayed ? (last.Before!.Place, 2) : null,
            },
        };

        var read = StoredPublisher.Read(Bare, StoredPublisher.Format(progress));

        Assert.Equal(snapshot, read.SnapshotNumber);
        Assert.Equal(progress.History.HighestTime, read.History!.HighestTime);
        Assert.Equal(progress.History.Replay, read.History.Replay);
        Assert.Equal(run, read.History.Run);
        Assert.Equal(last.Depth, read.History.Last.Depth);
        Assert.Equal(
            last.ToList().Select(place => (place.Place, place.Count, place.IsFirst)),
            read.History.Last.ToList().Select(place => (place.Place, place.Count, place.IsFirst))
        );
    }

    [Fact]
    public void Format_NothingButASnapshot_IsReadAgain()
    {
        var read = StoredPublisher.Read(Bare, StoredPublisher.Format(Bare with { SnapshotNumber = 200 }));

        Assert.Equal((200, null), (read.SnapshotNumber, read.History));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(">200", 200L)]
    public void Read_TextOfAnEarlierVersion_HasNoHistory(string text, long? snapshot)
    {
        var read = StoredPublisher.Read(Bare, text);

        Assert.Equal((snapshot, null), (read.SnapshotNumber, read.History));
    }
}
