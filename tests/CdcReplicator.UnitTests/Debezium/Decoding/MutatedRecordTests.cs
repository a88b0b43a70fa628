using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests;

/// <summary>Damaged records are refused with the one exception that says so, whatever the damage.</summary>
public sealed class MutatedRecordTests(ITestOutputHelper output)
{
    private const int Rounds = 8_000;
    private const long AllocationLimit = 64 * 1024 * 1024;

    [CorpusTheory]
    [InlineData("avro/default")]
    [InlineData("avro/modes-string")]
    [InlineData("json/default")]
    [InlineData("json-schema/modes-double")]
    public void DecodeAsync_MutatedRecord_IsDecodedOrUndecodable(string recording)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var source = new CorpusRecording(recording);
        var decoder = new RecordDecoder(source.Schemas(), new DebeziumDecoderOptions(), new ImmediateTimeProvider());
        var samples = Samples(source);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var sample = samples[random.Next(samples.Count)];
            var record = sample with
            {
                Value = Damage.Of(sample.Value.ToArray()!, random),
                Key = random.Next(4) == 0 && !sample.Key.IsNone ? Damage.Of(sample.Key.ToArray()!, random) : sample.Key,
                Headers = random.Next(4) == 0 ? MutateAll(sample.Headers, random) : sample.Headers,
            };
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Assert.Equal(record.Offset, Decode(decoder, record).Record.Offset);
            }
            catch (UndecodableRecordException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, round {round}, {Convert.ToBase64String(record.Value.Span)}: {e}");
            }

            Assert.True(
                GC.GetAllocatedBytesForCurrentThread() - before < AllocationLimit,
                $"seed {seed}, round {round}: too much memory"
            );
        }

        output.WriteLine($"{refused} of {Rounds} refused");
        Assert.InRange(refused, Rounds / 20, Rounds - 1);
    }

    // Without leaving the thread, so that its allocations can be counted.
    private static LogEvent Decode(RecordDecoder decoder, LogRecord record) =>
        decoder.DecodeAsync(record, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    // A few of each table and kind, so that every type is damaged and not the commonest table only.
    private static List<LogRecord> Samples(CorpusRecording source)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. source
                .Read()
                .Where(r => !r.Record.Value.IsNone && (taken[r.Topic] = taken.GetValueOrDefault(r.Topic) + 1) <= 20)
                .Select(r => r.Record),
        ];
    }

    private static List<RecordHeader> MutateAll(IReadOnlyList<RecordHeader> headers, Random random) =>
        [.. headers.Select(h => h with { Value = h.Value is null ? null : Damage.Of(h.Value, random) })];
}
