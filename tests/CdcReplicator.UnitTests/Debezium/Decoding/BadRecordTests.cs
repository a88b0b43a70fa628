using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>Records that are not what they should be, each with what is said about it.</summary>
public sealed class BadRecordTests
{
    private const string Source =
        "\"source\":{\"connector\":\"postgresql\",\"name\":\"erp\",\"ts_ms\":1,\"schema\":\"s\",\"table\":\"t\"}";

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "JSON")]
    [InlineData("[1]", "0x5B")]
    [InlineData("{\"a\":1}", "no kind of Debezium record")]
    [InlineData("{\"id\":1,\"v\":\"a\",\"__op\":\"c\",\"__deleted\":\"false\"}", "ExtractNewRecordState")]
    [InlineData("{\"id\":\"1\",\"aggregate_type\":\"order\",\"type\":\"created\"}", "ExtractNewRecordState")]
    [InlineData("{\"op\":\"x\"}", "operation 'x'")]
    [InlineData("{\"op\":\"c\",\"after\":{\"id\":1}}", "no connector")]
    [InlineData("{\"op\":\"c\"," + Source + "}", "has no after")]
    [InlineData("{\"op\":\"d\"," + Source + "}", "no key")]
    [InlineData("{\"op\":\"c\",\"after\":{\"id\":1,\"id\":2}," + Source + "}", "twice")]
    [InlineData("{\"op\":\"c\",\"after\":[1]," + Source + "}", "StartArray")]
    [InlineData("{\"op\":\"c\",\"after\":{\"id\":1}," + Source + "} {}", "after a single JSON value")]
    [InlineData("{\"op\":\"c\",\"after\":{\"id\":1}," + Source + ",\"transaction\":{\"id\":\"1:2\"}}", "total_order")]
    [InlineData("{\"op\":\"c\",\"after\":{\"id\":1}," + Source + ",\"transaction\":\"1:2\"}", "Transaction")]
    [InlineData("{\"op\":\"m\"," + Source + ",\"message\":{}}", "no prefix")]
    [InlineData("{\"status\":\"END\",\"id\":\"1:2\"}", "event_count")]
    [InlineData("{\"status\":\"BEGIN\",\"id\":1,\"event_count\":null,\"data_collections\":null}", "no id")]
    [InlineData("{\"status\":\"MIDDLE\",\"id\":\"1:2\"}", "MIDDLE")]
    [InlineData("{\"schema\":{\"type\":\"int128\"},\"payload\":{}}", "int128")]
    [InlineData(
        "{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"payload\":{\"op\":\"c\",\"after\":{}}}",
        "schema does not"
    )]
    public async Task DecodeAsync_BadJson_SaysWhat(string json, string expected) =>
        Assert.Contains(
            expected,
            (await RefusedAsync(Record(Encoding.UTF8.GetBytes(json)))).Problem,
            StringComparison.OrdinalIgnoreCase
        );

    [Fact]
    public async Task DecodeAsync_DeeplyNestedJson_IsUndecodable() =>
        await RefusedAsync(
            Record(Encoding.UTF8.GetBytes("{\"op\":\"c\",\"after\":{\"a\":" + new string('[', 100_000) + "}}"))
        );

    [Theory]
    [InlineData("00", "schema id")]
    [InlineData("0100112233445566778899AABBCCDDEEFF", "GUID")]
    [InlineData("0000000009", "no schema 9")]
    [InlineData("0000000001", "ends early")]
    [InlineData("000000000102", "no kind of Debezium record")]
    [InlineData("FF", "0xFF")]
    public async Task DecodeAsync_BadAvro_SaysWhat(string hex, string expected)
    {
        var registry = new MemorySchemaRegistry();
        await registry.RegisterAsync(
            "k",
            expected == "ends early" ? FormatPage.EnvelopeSchema : FormatPage.KeySchema,
            default
        );

        var refusal = await RefusedAsync(Record(Convert.FromHexString(hex)), registry);

        Assert.Contains(expected, refusal.Problem, StringComparison.Ordinal);
        Assert.Equal(42, refusal.Offset);
    }

    [Theory]
    [InlineData("\"bytes\"", "FEFFFFFFFFFFFFFFFF01")]
    [InlineData("{\"type\":\"array\",\"items\":\"int\"}", "FEFFFFFF0F")]
    [InlineData("{\"type\":\"array\",\"items\":\"null\"}", "FEFFFFFFFFFFFFFFFF01")]
    [InlineData("{\"type\":\"map\",\"values\":\"string\"}", "FFFFFFFFFFFFFFFFFF0102")]
    [InlineData("{\"type\":\"fixed\",\"name\":\"f\",\"size\":2147483647}", "00")]
    public async Task DecodeAsync_HugeDeclaredLength_AllocatesLittle(string type, string hex)
    {
        var registry = new MemorySchemaRegistry();
        await registry.RegisterAsync("v", Envelope(type), default);
        byte[] value = [0, 0, 0, 0, 1, .. Convert.FromHexString(hex)];
        var decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);
        await RefusedAsync(Record(value), decoder);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await RefusedAsync(Record(value), decoder);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public async Task DecodeAsync_SchemaThatRefersToItself_IsBounded()
    {
        const string list = """{"type":"record","name":"List","fields":[{"name":"next","type":["null","List"]}]}""";
        var registry = new MemorySchemaRegistry();
        await registry.RegisterAsync("v", Envelope(list), default);

        var refusal = await RefusedAsync(Record([0, 0, 0, 0, 1, .. Enumerable.Repeat((byte)2, 100_000)]), registry);

        Assert.Contains("nested deeper", refusal.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"type\":\"record\",\"name\":\"A\"}")]
    [InlineData("{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"B\"}]}")]
    [InlineData("[\"null\",{\"type\":5}]")]
    [InlineData("{\"type\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"record\",\"name\":\"\\udc00\",\"fields\":[]}")]
    public async Task DecodeAsync_BadSchema_IsUndecodable(string schema)
    {
        var registry = new MemorySchemaRegistry();
        await registry.RegisterAsync("v", schema, default);
        await RefusedAsync(Record([0, 0, 0, 0, 1, 0]), registry);
    }

    [Fact]
    public async Task DecodeAsync_UnknownSchema_IsAskedAgainBeforeItIsRefused()
    {
        var time = new ImmediateTimeProvider();
        var decoder = new RecordDecoder(new MemorySchemaRegistry(), new DebeziumDecoderOptions(), time);

        await RefusedAsync(Record([0, 0, 0, 0, 9, 0]), decoder);

        Assert.Equal(4, time.Timers);
    }

    [Fact]
    public async Task DecodeAsync_RegistryUnreachable_SaysNothingAboutTheRecord() =>
        await Assert.ThrowsAsync<SchemaRegistryUnavailableException>(async () =>
            await new RecordDecoder(new DownRegistry(), new DebeziumDecoderOptions(), TimeProvider.System).DecodeAsync(
                Record([0, 0, 0, 0, 9, 0]),
                CancellationToken.None
            )
        );

    [Fact]
    public void Constructor_BadPlaceholder_NamesIt() =>
        Assert.Contains(
            "hex:zz",
            Assert
                .Throws<ReplicationException>(() =>
                    new RecordDecoder(
                        new MemorySchemaRegistry(),
                        new DebeziumDecoderOptions { UnavailableValuePlaceholder = "hex:zz" },
                        TimeProvider.System
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    private static string Envelope(string afterType) =>
        $$$"""{"type":"record","name":"Envelope","fields":[{"name":"after","type":{"type":"record","name":"Value","fields":[{"name":"x","type":{{{afterType}}}}]}},{"name":"op","type":"string"}]}""";

    private static LogRecord Record(byte[] value) => new(42, 0, null, value, []);

    private static Task<UndecodableRecordException> RefusedAsync(LogRecord record, ISchemaRegistry? registry = null) =>
        RefusedAsync(
            record,
            new RecordDecoder(
                registry ?? new MemorySchemaRegistry(),
                new DebeziumDecoderOptions(),
                new ImmediateTimeProvider()
            )
        );

    private static Task<UndecodableRecordException> RefusedAsync(LogRecord record, RecordDecoder decoder) =>
        Assert.ThrowsAsync<UndecodableRecordException>(async () =>
            await decoder.DecodeAsync(record, CancellationToken.None)
        );

    private sealed class DownRegistry : ISchemaRegistry
    {
        public ValueTask<string?> GetSchemaAsync(int id, CancellationToken cancellationToken) =>
            throw new SchemaRegistryUnavailableException("The registry is down.", "Start it.");

        public ValueTask<int> RegisterAsync(string subject, string schema, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
