using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>A topic per table is merged into the order that the connector had.</summary>
public sealed class CorpusMergeTests
{
    private int _offset;

    [Fact]
    public void Order_RowsOfOneTransactionInSeveralTopics_StandByTotalOrderBetweenItsMarks()
    {
        var (begin, end) = (Mark(PlacedRole.Begin, "7", 10), Mark(PlacedRole.End, "7", 20));
        var (first, third) = (Row("a", "7", 1), Row("a", "7", 3));
        var second = Row("b", "7", 2);

        Assert.Equal([begin, first, second, third, end], CorpusMerge.Order([first, third, second, begin, end]));
    }

    [Fact]
    public void Order_Tombstone_FollowsItsDelete()
    {
        var (begin, end) = (Mark(PlacedRole.Begin, "7", 10), Mark(PlacedRole.End, "7", 20));
        var delete = Row("a", "7", 1);
        var tombstone = new PlacedRecord("a", ++_offset, 99, PlacedRole.Tombstone);
        var other = Row("b", "7", 2);

        Assert.Equal([begin, delete, tombstone, other, end], CorpusMerge.Order([delete, tombstone, other, begin, end]));
    }

    [Fact]
    public void Order_Snapshot_ComesBeforeTheFirstTransactionAndTableByTable()
    {
        var (begin, end) = (Mark(PlacedRole.Begin, "7", 10), Mark(PlacedRole.End, "7", 20, lsn: 100));
        var row = Row("a", "7", 1);
        var first = Lone("z", 5, 15, PlacedRole.FirstOfSnapshot);
        var (a1, a2) = (Lone("a", 5, 15), Lone("a", 6, 15));
        var last = Lone("b", 6, 15, PlacedRole.LastOfSnapshot);

        Assert.Equal([first, a1, a2, last, begin, row, end], CorpusMerge.Order([a1, a2, row, last, first, begin, end]));
    }

    [Fact]
    public void Order_LoneMessage_PrecedesTheTransactionsThatCommitAfterIt()
    {
        PlacedRecord[] marks =
        [
            Mark(PlacedRole.Begin, "7", 10),
            Mark(PlacedRole.End, "7", 20, lsn: 100),
            Mark(PlacedRole.Begin, "8", 30),
            Mark(PlacedRole.End, "8", 40, lsn: 200),
        ];
        var message = Lone("m", 10, 150);

        Assert.Equal([marks[0], marks[1], message, marks[2], marks[3]], CorpusMerge.Order([message, .. marks]));
    }

    [Fact]
    public void Order_LoneRowWithoutLsn_StandsByTimeAndKeepsItsPlaceInItsTopic()
    {
        PlacedRecord[] marks =
        [
            Mark(PlacedRole.Begin, "7", 10),
            Mark(PlacedRole.End, "7", 20),
            Mark(PlacedRole.Begin, "8", 30),
            Mark(PlacedRole.End, "8", 40),
        ];
        var (row, byTime, tooEarly) = (Row("a", "7", 1), Lone("b", 25), Lone("a", 5));

        Assert.Equal(
            [marks[0], row, marks[1], tooEarly, byTime, marks[2], marks[3]],
            CorpusMerge.Order([row, tooEarly, byTime, .. marks])
        );
    }

    [Fact]
    public void Order_LoneRowAmongTheRowsOfOneTransaction_StaysThere()
    {
        var (begin, end) = (Mark(PlacedRole.Begin, "7", 10), Mark(PlacedRole.End, "7", 20));
        var (first, second) = (Row("a", "7", 1), Row("a", "7", 2));
        var lone = new PlacedRecord("a", first.Offset, 1, PlacedRole.Lone);

        Assert.Equal([begin, first, lone, second, end], CorpusMerge.Order([first, lone, second, begin, end]));
    }

    [Fact]
    public void Order_TransactionThatIsNotWhole_IsRefused()
    {
        var (begin, end) = (Mark(PlacedRole.Begin, "7", 10), Mark(PlacedRole.End, "7", 20));

        Assert.Throws<InvalidDataException>(() => CorpusMerge.Order([begin]));
        Assert.Throws<InvalidDataException>(() => CorpusMerge.Order([end]));
        Assert.Throws<InvalidDataException>(() => CorpusMerge.Order([begin, begin, end]));
        Assert.Throws<InvalidDataException>(() => CorpusMerge.Order([Row("a", "7", 1)]));
        Assert.Throws<InvalidDataException>(() => CorpusMerge.Order([begin, Row("a", "7", 2), end]));
    }

    /// <summary>
    /// Records of no effect and rows without LSN are where the clock says, which is not to the record.
    /// </summary>
    [CorpusTheory]
    [InlineData("json/one-topic")]
    [InlineData("avro/one-topic")]
    public async Task Order_OneTopicParted_IsTheTopicAgain(string name)
    {
        var recording = new CorpusRecording(name);
        var records = recording.Read().ToArray();
        var recorded = await MergedCorpus.PlaceAsync(recording, records, (record, _) => record.Topic);
        var topic = "";
        var parted = await MergedCorpus.PlaceAsync(recording, records, (_, decoded) => topic = Topic(decoded, topic));

        var merged = CorpusMerge.Order([.. parted.OrderBy(place => place.Topic, StringComparer.Ordinal)]);

        Assert.Equal(Told(recorded), Told(merged));
        Assert.Equal(records.Length, merged.Count);
        Assert.True(Told(merged).Count() > records.Length - 300);
        Assert.True(merged.Zip(merged.Skip(1)).Count(pair => pair.First.Offset > pair.Second.Offset) < 300);
    }

    private static IEnumerable<long> Told(IEnumerable<PlacedRecord> places) =>
        places.Where(place => place.Role != PlacedRole.Lone || place.Lsn is not null).Select(place => place.Offset);

    private static string Topic(LogEvent decoded, string before) =>
        decoded.Other switch
        {
            null => decoded.Row.Change.Table.ToString(),
            TombstoneEvent => before,
            var other => other is EndEvent ? nameof(BeginEvent) : other.GetType().Name,
        };

    private PlacedRecord Mark(PlacedRole role, string transaction, long time, long? lsn = null) =>
        new("transaction", ++_offset, time, role, transaction, Lsn: lsn);

    private PlacedRecord Row(string topic, string transaction, long order) =>
        new(topic, ++_offset, 0, PlacedRole.Row, transaction, order);

    private PlacedRecord Lone(string topic, long time, long? lsn = null, PlacedRole role = PlacedRole.Lone) =>
        new(topic, ++_offset, time, role, null, null, lsn);
}
