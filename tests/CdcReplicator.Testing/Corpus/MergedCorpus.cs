using System.Globalization;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Testing;

/// <summary>Recordings as one log: those with a topic per table are merged, the others are as they are.</summary>
internal static class MergedCorpus
{
    /// <summary>The records of a recording in one order, bytes as recorded.</summary>
    public static async Task<IReadOnlyList<LogRecord>> ReadAsync(CorpusRecording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var records = recording.Read().ToArray();
        if (records.DistinctBy(record => record.Topic).Count() == 1)
        {
            return [.. records.Select(record => record.Record)];
        }

        var places = await PlaceAsync(recording, records, (record, _) => record.Topic);
        var byPlace = places.Index().ToDictionary(place => place.Item, place => records[place.Index].Record);
        return [.. CorpusMerge.Order(places).Select(place => byPlace[place])];
    }

    /// <summary>What decides the records' places, in their order; topics as told.</summary>
    public static async Task<IReadOnlyList<PlacedRecord>> PlaceAsync(
        CorpusRecording recording,
        IReadOnlyList<CorpusRecord> records,
        Func<CorpusRecord, LogEvent, string> topicOf
    )
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(topicOf);
        var decoder = new RecordDecoder(
            recording.Schemas(),
            new DebeziumDecoderOptions(),
            CorpusSources.Catalog,
            TimeProvider.System
        );
        var places = new List<PlacedRecord>(records.Count);
        foreach (var record in records)
        {
            var decoded = await decoder.DecodeAsync(record.Record, CancellationToken.None);
            places.Add(Place(topicOf(record, decoded), decoded));
        }

        return places;
    }

    private static PlacedRecord Place(string topic, LogEvent decoded)
    {
        var lone = new PlacedRecord(topic, decoded.Record.Offset, decoded.Record.AppendTime, PlacedRole.Lone);
        return decoded.Other switch
        {
            null => Place(lone, decoded.Row.Source, decoded.Row.Transaction),
            MessageEvent message => Place(lone, message.Source, message.Transaction),
            BeginEvent begin => lone with { Role = PlacedRole.Begin, Transaction = Number(begin.Id) },
            EndEvent end => lone with
            {
                Role = PlacedRole.End,
                Transaction = Number(end.Id),
                Lsn = long.Parse(end.Id.Split(':')[1], CultureInfo.InvariantCulture),
            },
            TombstoneEvent => lone with { Role = PlacedRole.Tombstone },
            _ => lone,
        };
    }

    private static PlacedRecord Place(PlacedRecord lone, SourceInfo source, TransactionBlock? block) =>
        block is { } place
            ? lone with
            {
                Role = PlacedRole.Row,
                Transaction = Number(place.Id.ToString()),
                Order = place.TotalOrder,
                Lsn = source.Lsn,
            }
            : lone with
            {
                Lsn = source.Lsn,
                Role = source.Snapshot switch
                {
                    SnapshotMark.First => PlacedRole.FirstOfSnapshot,
                    SnapshotMark.Last => PlacedRole.LastOfSnapshot,
                    _ => PlacedRole.Lone,
                },
            };

    private static string Number(string id) => id.Split(':')[0];
}
