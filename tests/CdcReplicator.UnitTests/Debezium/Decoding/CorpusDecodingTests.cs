using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>Every record that a real Debezium wrote decodes, and is counted as what it is.</summary>
public sealed class CorpusDecodingTests
{
    public static TheoryData<string> Recordings() => [.. CorpusRecording.All.Select(r => r.Name)];

    [CorpusFact]
    public void Corpus_Present_HasAllRecordings() => Assert.Equal(23, CorpusRecording.All.Count);

    [CorpusTheory]
    [MemberData(nameof(Recordings))]
    public async Task DecodeAsync_EveryRecordOfARecording_CountsAsRecorded(string name)
    {
        var recording = new CorpusRecording(name);
        var decoder = new RecordDecoder(
            recording.Schemas(),
            new DebeziumDecoderOptions(),
            CorpusSources.Catalog,
            TimeProvider.System
        );
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (topic, record) in recording.Read())
        {
            var decoded = await decoder.DecodeAsync(record, CancellationToken.None);
            var kind = $"{topic}\t{Describe(decoded)}";
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        Assert.Equal(Expected(name), counts);
    }

    private static string Describe(LogEvent decoded) =>
        decoded.Other switch
        {
            null => $"{decoded.Row.Change.Table}\t{Code(decoded.Row.Change.Operation)}\t{decoded.Row.Source.Snapshot}",
            MessageEvent => "\tm\tNone",
            TombstoneEvent => "\ttombstone\tNone",
            BeginEvent => "\tBEGIN\tNone",
            EndEvent => "\tEND\tNone",
            HeartbeatEvent => "\theartbeat\tNone",
            var other => other.GetType().Name,
        };

    private static string Code(ChangeOperation operation) =>
        operation switch
        {
            ChangeOperation.Create => "c",
            ChangeOperation.Update => "u",
            ChangeOperation.Delete => "d",
            ChangeOperation.Read => "r",
            _ => "t",
        };

    private static SortedDictionary<string, int> Expected(string recording)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(CorpusFolder.In("counts.tsv")).Skip(1))
        {
            if (line.Split('\t') is not [var name, var topic, var table, var kind, var snapshot, var records])
            {
                throw new FormatException(line);
            }

            if (name != recording)
            {
                continue;
            }

            var rowTable = kind is "tombstone" or "m" ? "" : table;
            var mark = snapshot switch
            {
                "first" => SnapshotMark.First,
                "last" => SnapshotMark.Last,
                "incremental" => SnapshotMark.Incremental,
                "first_in_data_collection" => SnapshotMark.FirstOfTable,
                "true" or "last_in_data_collection" => SnapshotMark.Middle,
                _ => SnapshotMark.None,
            };
            var key = $"{topic}\t{rowTable}\t{kind}\t{mark}";
            counts[key] = counts.GetValueOrDefault(key) + int.Parse(records);
        }

        return counts;
    }
}
