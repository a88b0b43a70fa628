using System.Globalization;
using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>
/// Small records that would become large ones: each is refused with what it has too much of, and costs little memory.
/// </summary>
public sealed class RecordBombTests
{
    private const long Offset = 42;
    private const string NullArray = """{"type":"array","items":"null"}""";
    private const string EmptyRecords = """{"type":"array","items":{"type":"record","name":"Empty","fields":[]}}""";

    /// <summary>Generous: what the largest number of items costs that is taken, lists that grow included.</summary>
    private const long FewBytes = 512L << 20;

    private static readonly string Items = RecordLimits.MaxItems.ToString(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(NullArray, "other", false)]
    [InlineData(NullArray, "other", true)]
    [InlineData(EmptyRecords, "other", false)]
    [InlineData(EmptyRecords, "after", false)]
    [InlineData(EmptyRecords, "after", true)]
    public async Task DecodeAsync_ItemsThatTakeNoByte_AreCounted(string type, string place, bool isNegative)
    {
        // Each block claims as many items as there are bytes: as many blocks, and none of the items takes one.
        var bomb = Blocks(blocks: 3000, items: 5000, isNegative);
        Assert.InRange(bomb.Length, 1, 64 << 10);

        var refusal = await RefusedAsync(Envelope(type, place), bomb);

        Assert.Contains($"more than {Items} items", refusal.Problem, StringComparison.Ordinal);
        Assert.Equal(Offset, refusal.Offset);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("after")]
    public async Task DecodeAsync_StructsOfManyFieldsThatTakeNoByte_AreCounted(string place)
    {
        var fields = string.Join(',', Enumerable.Range(0, 2000).Select(i => $$"""{"name":"f{{i}}","type":"null"}"""));
        var type = $$$"""{"type":"array","items":{"type":"record","name":"Wide","fields":[{{{fields}}}]}}""";

        var refusal = await RefusedAsync(Envelope(type, place), Blocks(blocks: 1, items: 5000, false, padding: 5000));

        Assert.Matches("more than [0-9]+ (items|bytes of text)", refusal.Problem);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("after")]
    public async Task DecodeAsync_StructsThatDoubleAtEachLevel_AreCounted(string place)
    {
        // No byte of data, and 2^50 fields.
        var type = """{"type":"record","name":"L0","fields":[]}""";
        for (var level = 1; level <= 50; level++)
        {
            type =
                $$"""{"type":"record","name":"L{{level}}","fields":[{"name":"a","type":{{type}}},{"name":"b","type":"L{{level
                    - 1}}"}]}""";
        }

        var refusal = await RefusedAsync(Envelope(type, place), []);

        Assert.Contains($"more than {Items} items", refusal.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecodeAsync_LongNamesInEachStruct_AreBounded()
    {
        var name = new string('n', 10_000);
        var type =
            $$$"""{"type":"array","items":{"type":"record","name":"Named","fields":[{"name":"{{{name}}}","type":"null"}]}}""";

        var refusal = await RefusedAsync(Envelope(type), Blocks(blocks: 1, items: 5000, false, padding: 5000));

        Assert.Contains(
            $"more than {RecordLimits.MaxStructBytes} bytes of text",
            refusal.Problem,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(RecordLimits.MaxDepth)]
    [InlineData(20_000)]
    public async Task DecodeAsync_DeepSchema_IsRefused(int levels)
    {
        var arrays = string.Concat(Enumerable.Repeat("""{"type":"array","items":""", levels));

        var refusal = await RefusedAsync(Envelope($"{arrays}\"int\"{new string('}', levels)}"), [0]);

        Assert.Matches("nested deeper|not valid JSON", refusal.Problem);
    }

    [Fact]
    public async Task DecodeAsync_SchemaOfVeryManyParts_IsRefused()
    {
        var branches = string.Join(',', Enumerable.Repeat("\"null\"", RecordLimits.MaxSchemaParts));

        var refusal = await RefusedAsync(Envelope($"[{branches}]"), [0]);

        Assert.Contains("parts", refusal.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public async Task DecodeAsync_DeepJson_IsRefused(int levels)
    {
        var deep = new string('[', levels) + new string(']', levels);

        await RefusedAsync(Json($$$"""{"op":"c","after":{"a":{{{deep}}}},{{{Source}}}}"""));
        await RefusedAsync(Json($$$"""{"op":"c","after":{"a":1},{{{Source}}},"other":{{{deep}}}}"""));
        await RefusedAsync(Json($$$"""{"schema":{"type":"array","items":{{{deep}}}},"payload":{}}"""));
    }

    [Fact]
    public async Task DecodeAsync_VeryManyJsonItems_AreCounted()
    {
        var items = new StringBuilder("[0");
        for (var i = 0; i < RecordLimits.MaxItems; i++)
        {
            items.Append(",0");
        }

        var refusal = await RefusedAsync(Json($$$"""{"op":"c","after":{"a":{{{items}}}]},{{{Source}}}}"""));

        Assert.Contains($"more than {Items} items", refusal.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e2000000000")]
    [InlineData("1e-2000000000")]
    [InlineData("1e99999999999999999999")]
    public async Task DecodeAsync_JsonDecimalWithHugeExponent_IsRefused(string number) =>
        await RefusedAsync(JsonDecimal(number));

    [Fact]
    public async Task DecodeAsync_JsonDecimalOfVeryManyDigits_IsRefused() =>
        await RefusedAsync(JsonDecimal(new string('9', RecordLimits.MaxDecimalDigits + 1)));

    [Theory]
    [InlineData("""{"type":"bytes","connect.name":"org.apache.kafka.connect.data.Decimal","scale":2}""", "")]
    [InlineData(
        """{"type":"record","name":"V","connect.name":"io.debezium.data.VariableScaleDecimal","fields":[{"name":"scale","type":"int"},{"name":"value","type":"bytes"}]}""",
        "04"
    )]
    public async Task DecodeAsync_DecimalOfVeryManyDigits_IsRefused(string type, string before)
    {
        var digits = Enumerable.Repeat((byte)0x7F, RecordLimits.MaxDecimalBytes + 1);
        byte[] value = [.. Convert.FromHexString(before), .. Zigzag(RecordLimits.MaxDecimalBytes + 1), .. digits];

        var refusal = await RefusedAsync(Envelope(type), value);

        Assert.Contains("bytes of digits", refusal.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecodeAsync_VariableScaleDecimalWithHugeScale_IsRefused()
    {
        const string type =
            """{"type":"record","name":"V","connect.name":"io.debezium.data.VariableScaleDecimal","fields":[{"name":"scale","type":"int"},{"name":"value","type":"bytes"}]}""";

        var refusal = await RefusedAsync(Envelope(type), [.. Zigzag(int.MaxValue), 2, 1]);

        Assert.Contains("scale", refusal.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecodeAsync_RecordOfVeryManyBytes_IsRefusedUnread()
    {
        var refusal = await RefusedAsync(new LogRecord(Offset, 0, null, new byte[RecordLimits.MaxBytes + 1], []));

        Assert.Contains(
            $"more than {RecordLimits.MaxBytes.ToString(CultureInfo.InvariantCulture)}",
            refusal.Problem,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("BEGIN")]
    [InlineData("END")]
    public async Task DecodeAsync_LongTransactionId_IsRefused(string status)
    {
        var id = new string('1', RecordLimits.MaxTransactionIdBytes + 1);

        var boundary = $$"""{"status":"{{status}}","id":"{{id}}","ts_ms":1,"event_count":1}""";
        var block = $$$"""{"op":"c","after":{"a":1},{{{Source}}},"transaction":{"id":"{{{id}}}","total_order":1}}""";

        Assert.Contains("transaction", (await RefusedAsync(Json(boundary))).Problem, StringComparison.Ordinal);
        Assert.Contains("transaction", (await RefusedAsync(Json(block))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecodeAsync_LongNameInWhatIsWrong_IsCut()
    {
        var refusal = await RefusedAsync(Json($$"""{"op":"{{new string('x', 1_000_000)}}"}"""));

        Assert.InRange(refusal.Message.Length, 100, 1000);
    }

    [Theory]
    [InlineData("""{"op":"c","after":{"NAME":1},SOURCE}""")]
    [InlineData(
        """{"schema":{"type":"struct","name":"NAME","fields":[]},"payload":{"op":"m","message":{"prefix":"a"},SOURCE}}"""
    )]
    public void TryDecode_EverNewNames_AreNotAllKept(string record)
    {
        const int characters = 100_000;
        const int names = 1000;
        var decoder = Decoder(new MemorySchemaRegistry());
        var records = Enumerable
            .Range(0, names)
            .Select(i => new string((char)('a' + (i % 26)), characters) + i.ToString(CultureInfo.InvariantCulture))
            .Select(name =>
                Json(
                    record
                        .Replace("NAME", name, StringComparison.Ordinal)
                        .Replace("SOURCE", Source, StringComparison.Ordinal)
                )
            )
            .ToList();
        records.ForEach(each => decoder.TryDecode(each, out _));

        // What is kept is looked up, what is not is read anew. The first time an array is taken into the pool.
        AllocatedBy(decoder, records[0]);
        Assert.InRange(AllocatedBy(decoder, records[0]), 0, characters / 2);
        Assert.InRange(AllocatedBy(decoder, records[^1]), characters, int.MaxValue);
    }

    [Fact]
    public async Task DecodeAsync_LargeOrdinaryRow_IsTaken()
    {
        var text = new string('t', 64 << 20);

        var decoded = await Decoder(new MemorySchemaRegistry())
            .DecodeAsync(Json($$$"""{"op":"c","after":{"a":"{{{text}}}"},{{{Source}}}}"""), default);

        Assert.Equal(text.Length, decoded.Row.Change.After!.Value.ToValues()[0].AsText().Length);
    }

    [Fact]
    public async Task DecodeAsync_RegistrysAnswerOfVeryManyBytes_IsRefused()
    {
        await using var registry = SchemaRegistryStub.Start();
        registry.Add(1, new string('s', RecordLimits.MaxSchemaBytes));
        using var client = new ConfluentSchemaRegistry(
            new ConfluentSchemaRegistryOptions { Urls = [registry.Url] },
            TimeProvider.System
        );

        byte[] value = [0, 0, 0, 0, 1, 0];
        var refusal = await RefusedAsync(Decoder(client), new LogRecord(Offset, 0, null, value, []));

        Assert.Contains("schema 1 has more than", refusal.Problem, StringComparison.Ordinal);
    }

    private const string Source =
        "\"source\":{\"connector\":\"postgresql\",\"name\":\"erp\",\"ts_ms\":1,\"schema\":\"s\",\"table\":\"t\"}";

    private static LogRecord JsonDecimal(string number) =>
        Json(
            $$$"""
            {"schema":{"type":"struct","name":"x.Envelope","fields":[{"field":"after","type":"struct","fields":[
             {"field":"d","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"}}]}]},
             "payload":{"op":"c","after":{"d":{{{number}}}},{{{Source}}}}}
            """
        );

    private static LogRecord Json(string json) => new(Offset, 0, null, Encoding.UTF8.GetBytes(json), []);

    /// <summary>An envelope with one field of a type, in the row or beside it.</summary>
    private static string Envelope(string type, string place = "after") =>
        place == "after"
            ? $$$"""{"type":"record","name":"Envelope","fields":[{"name":"after","type":{"type":"record","name":"Value","fields":[{"name":"x","type":{{{type}}}}]}},{"name":"op","type":"string"}]}"""
            : $$"""{"type":"record","name":"Envelope","fields":[{"name":"other","type":{{type}}},{"name":"op","type":"string"}]}""";

    /// <summary>Blocks of an array, its end, and bytes that stand for what follows.</summary>
    private static byte[] Blocks(int blocks, int items, bool isNegative, int padding = 6000)
    {
        byte[] block = isNegative ? [.. Zigzag(-items), .. Zigzag(0)] : Zigzag(items);
        return [.. Enumerable.Repeat(block, blocks).SelectMany(bytes => bytes), 0, .. new byte[padding]];
    }

    private static byte[] Zigzag(long number)
    {
        var bytes = new List<byte>();
        var rest = (ulong)((number << 1) ^ (number >> 63));
        for (; rest > 0x7F; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        bytes.Add((byte)rest);
        return [.. bytes];
    }

    private static RecordDecoder Decoder(ISchemaRegistry registry) =>
        new(registry, new DebeziumDecoderOptions(), new ImmediateTimeProvider());

    private static async Task<UndecodableRecordException> RefusedAsync(string schema, byte[] data)
    {
        var registry = new MemorySchemaRegistry();
        await registry.RegisterAsync("v", schema, default);
        byte[] value = [0, 0, 0, 0, 1, .. data];
        return await RefusedAsync(Decoder(registry), new LogRecord(Offset, 0, null, value, []));
    }

    private static Task<UndecodableRecordException> RefusedAsync(LogRecord record) =>
        RefusedAsync(Decoder(new MemorySchemaRegistry()), record);

    private static async Task<UndecodableRecordException> RefusedAsync(RecordDecoder decoder, LogRecord record)
    {
        // The thread's: others run tests of their own.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var decoding = DecodeAsync(decoder, record);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FewBytes);
        return await Assert.ThrowsAsync<UndecodableRecordException>(() => decoding);
    }

    private static async Task DecodeAsync(RecordDecoder decoder, LogRecord record) =>
        await decoder.DecodeAsync(record, CancellationToken.None);

    private static long AllocatedBy(RecordDecoder decoder, LogRecord record)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        decoder.TryDecode(record, out _);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
