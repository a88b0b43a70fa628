using System.Globalization;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Benchmarks;

/// <summary>
/// Our codec against Apache.Avro's generic records: key and value of the same log records. Times and bytes are those of
/// one log record. Apache.Avro has less to do: it reads into its own records, not into rows, and writes records that
/// are made already, while our encoder makes envelope and source from a row and looks whether its values fit.
/// </summary>
[MemoryDiagnoser]
public class AvroLibraryBenchmarks
{
    private const int Records = 4096;
    private const long FirstNumber = 1_000_000;
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private LogRecord[] _records = [];
    private ArraySegment<byte>[] _messages = [];
    private ApacheMessage[] _apacheMessages = [];
    private IReadOnlyList<TableChange>[] _transactions = [];
    private RecordDecoder? _decoder;
    private SdkTransactionEncoder? _encoder;
    private ApacheCodec? _apache;

    /// <summary>Which records.</summary>
    [Params(RecordForm.Insert, RecordForm.Update, RecordForm.Pgbench, RecordForm.Wide)]
    public RecordForm Form { get; set; }

    /// <summary>
    /// Makes the records, looks that Apache.Avro writes them to the byte as we do, and says how large they are.
    /// </summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        (_records, var registry) = await SampleRecords.MakeAsync(Form, Records);
        _decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);
        _encoder = new SdkTransactionEncoder(registry, "shop");
        _apache = new ApacheCodec(registry);
        _messages = [.. _records.SelectMany(MessagesOf)];
        foreach (var message in _messages)
        {
            await _apache.LoadAsync(message);
        }

        foreach (var record in _records)
        {
            await _decoder.DecodeAsync(record, CancellationToken.None);
        }

        _apacheMessages = [.. _messages.Select(_apache.Read)];
        using var stream = new MemoryStream();
        for (var i = 0; i < _messages.Length; i++)
        {
            if (!_messages[i].AsSpan().SequenceEqual(_apache.Write(_apacheMessages[i], stream)))
            {
                throw new InvalidOperationException($"Apache.Avro writes message {i} of {Form} in other bytes.");
            }
        }

        var rows = SampleTables.Changes(Form, FirstNumber).Count;
        _transactions =
        [
            .. Enumerable.Range(0, Records / rows).Select(i => SampleTables.Changes(Form, FirstNumber + i)),
        ];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"// {Form}: {_messages.Sum(message => message.Count) / (double)Records:0.0} bytes a record, alike"
            )
        );
    }

    /// <summary>Our decoder; row images stay bytes where they can.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public long DecodeOurs()
    {
        var sum = 0L;
        foreach (var record in _records)
        {
            sum += _decoder!.TryDecode(record, out var logEvent) ? logEvent.Record.Offset : 0;
        }

        return sum;
    }

    /// <summary>Our decoder, and the new row's values made.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public long DecodeOursToValues()
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

    /// <summary>Apache.Avro's reader.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public long DecodeApache()
    {
        var sum = 0L;
        foreach (var message in _messages)
        {
            sum += _apache!.Read(message).SchemaId;
        }

        return sum;
    }

    /// <summary>Our encoder, from rows.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public async Task<long> EncodeOurs()
    {
        var (sum, number) = (0L, FirstNumber);
        foreach (var changes in _transactions)
        {
            var written = await _encoder!.EncodeAsync("orders-service", number++, Time, changes, default);
            sum += written.Count;
        }

        return sum;
    }

    /// <summary>Apache.Avro's writer, from its own records.</summary>
    [Benchmark(OperationsPerInvoke = Records)]
    public long EncodeApache()
    {
        var sum = 0L;
        using var stream = new MemoryStream();
        foreach (var message in _apacheMessages)
        {
            sum += _apache!.Write(message, stream).Length;
        }

        return sum;
    }

    private static IEnumerable<ArraySegment<byte>> MessagesOf(LogRecord record)
    {
        foreach (var part in (RecordBytes[])[record.Key, record.Value])
        {
            if (!part.IsNone && MemoryMarshal.TryGetArray(part.Memory, out var message))
            {
                yield return message;
            }
        }
    }
}
