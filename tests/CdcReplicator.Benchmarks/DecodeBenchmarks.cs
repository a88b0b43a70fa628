using BenchmarkDotNet.Attributes;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Benchmarks;

/// <summary>
/// One record from its bytes to an event, and what follows with its row. Times and bytes are those of one record.
/// </summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private const int Records = 4096;
    private LogRecord[] _records = [];
    private RecordDecoder? _decoder;

    /// <summary>Which records.</summary>
    [Params(RecordForm.Insert, RecordForm.Update, RecordForm.Pgbench, RecordForm.Wide, RecordForm.Recorded)]
    public RecordForm Form { get; set; }

    /// <summary>Makes the records, and decodes each once so that all schemas are in memory.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        var (records, registry) = await SampleRecords.MakeAsync(Form, Records);
        _records = records;
        _decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);
        foreach (var record in records)
        {
            await _decoder.DecodeAsync(record, CancellationToken.None);
        }
    }

    /// <summary>Decodes; row images stay bytes where they can.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Records)]
    public long Decode()
    {
        var sum = 0L;
        foreach (var record in _records)
        {
            sum += _decoder!.TryDecode(record, out var logEvent) ? logEvent.Record.Offset : 0;
        }

        return sum;
    }

    /// <summary>Decodes, and reads the new row field by field without making values.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public long DecodeAndReadFields()
    {
        var sink = new SizeSink();
        foreach (var record in _records)
        {
            if (
                _decoder!.TryDecode(record, out var logEvent)
                && logEvent is { IsRow: true, Row.Change.After: { } image }
            )
            {
                image.WriteTo(ref sink);
            }
        }

        return sink.Size;
    }

    /// <summary>Decodes, and makes the new row's values.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public long DecodeAndMakeValues()
    {
        var sum = 0L;
        foreach (var record in _records)
        {
            if (
                _decoder!.TryDecode(record, out var logEvent)
                && logEvent is { IsRow: true, Row.Change.After: { } image }
            )
            {
                sum += image.ToValues().Length;
            }
        }

        return sum;
    }
}
