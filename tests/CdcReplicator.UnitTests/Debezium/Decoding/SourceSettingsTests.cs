using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>Rows of a source that has settings: names, tables, left-out columns, placeholder, identity.</summary>
public sealed class SourceSettingsTests
{
    [Fact]
    public async Task Decode_TableAndColumnsRenamed_GivesTheNodesNames()
    {
        var table = new SourceTableOptions
        {
            Source = "shop.t",
            Name = "public.things",
            Columns = new Dictionary<string, string> { ["v"] = "value" },
            LeaveOut = ["gone"],
        };
        var row = await RowAsync("""{"id":1,"v":"x","gone":7}""", new SourceOptions { Tables = [table] });

        Assert.Equal("public.things", row.Change.Table.ToString());
        var after = row.Change.After!.Value;
        Assert.Equal(["id", "value", "gone"], after.Shape.Columns);
        Assert.Equal(-1, after.Shape.IndexOf("gone"));
        Assert.True(after.Shape.FormsOf(2).IsLeftOut);
    }

    [Theory]
    [InlineData(null, SnapshotScope.Unsaid)]
    [InlineData("refuse", SnapshotScope.Unsaid)]
    [InlineData("whole", SnapshotScope.Whole)]
    [InlineData("by-table", SnapshotScope.ByTable)]
    internal async Task Decode_Snapshots_TellsWhichTablesTheyAreOf(string? word, SnapshotScope expected)
    {
        var row = await RowAsync("""{"id":1}""", new SourceOptions { Snapshots = word }, "r");

        Assert.Equal(expected, row.Source.SnapshotScope);
    }

    [Fact]
    public async Task Decode_NamesAdjustedToAvroUnicode_AreRestored()
    {
        var options = new SourceOptions { FieldNameAdjustmentMode = "avro_unicode" };
        var row = await RowAsync("""{"part_u005fno":"q","list_u0020price":"7","_u0032nd":1}""", options);

        Assert.Equal(["part_no", "list price", "2nd"], row.Change.After!.Value.Shape.Columns);
    }

    [Fact]
    public async Task Decode_PlaceholderOfItsOwn_IsAnUnchangedValueAndTheDefaultIsData()
    {
        var options = new SourceOptions { UnavailableValuePlaceholder = "(same)" };
        var row = await RowAsync("""{"id":1,"a":"(same)","b":"__debezium_unavailable_value"}""", options, "u");

        var values = row.Change.After!.Value.ToValues();
        Assert.Equal((DataKind.Unavailable, DataKind.UntypedText), (values[1].Kind, values[2].Kind));
    }

    [Theory]
    [InlineData(null, "yv4=", "CAFE")]
    [InlineData("hex", "cafe", "CAFE")]
    [InlineData("base64", "cafe", "71A7DE")]
    [InlineData("base64-url-safe", "-_8", "FBFF")]
    public async Task Decode_MessageContentAsText_FollowsTheBinaryMode(string? mode, string content, string bytes)
    {
        var value =
            $$$"""{"op":"m","ts_ms":1,"source":{"connector":"postgresql","name":"erp","ts_ms":1},"transaction":null,"message":{"prefix":"p","content":"{{{content}}}"}}""";
        var sources = new Dictionary<string, SourceOptions> { ["erp"] = new() { BinaryHandlingMode = mode } };
        var decoder = new RecordDecoder(
            new MemorySchemaRegistry(),
            new DebeziumDecoderOptions(),
            new SourceCatalog(sources),
            TimeProvider.System
        );

        var decoded = await decoder.DecodeAsync(
            new LogRecord(0, 0, default, Encoding.UTF8.GetBytes(value), []),
            CancellationToken.None
        );

        Assert.Equal(bytes, Convert.ToHexString(Assert.IsType<MessageEvent>(decoded.Other).Content));
    }

    [Fact]
    public async Task Decode_NullCharacters_AreStrippedBySettingOnly()
    {
        const string After = "{\"id\":1,\"v\":\"a\\u0000b\"}";
        var stripped = await RowAsync(After, new SourceOptions { NullCharacters = "strip" });
        var kept = await RowAsync(After, new SourceOptions());

        Assert.Equal("ab", stripped.Change.After!.Value.ToValues()[1].AsText());
        Assert.Equal((1, 0), (stripped.StrippedNulls, kept.StrippedNulls));
        Assert.Equal("a\0b", kept.Change.After!.Value.ToValues()[1].AsText());
    }

    [Fact]
    public void Problems_WordsThatNoConnectorKnows_AreNamedWithTheirSetting()
    {
        var options = new SourceOptions
        {
            BinaryHandlingMode = "base46",
            Redeliveries = "maybe",
            Snapshots = "some",
            Tables = [new SourceTableOptions { Source = "a.t" }, new SourceTableOptions { Source = "a.t" }],
        };
        var problems = string.Join(
            '\n',
            SourceCatalog.Problems(new Dictionary<string, SourceOptions> { ["erp"] = options })
        );

        Assert.Contains(
            "Sources:erp:BinaryHandlingMode is 'base46'; it is one of bytes",
            problems,
            StringComparison.Ordinal
        );
        Assert.Contains("Sources:erp:Redeliveries is 'maybe'", problems, StringComparison.Ordinal);
        Assert.Contains("Sources:erp:Snapshots is 'some'", problems, StringComparison.Ordinal);
        Assert.Contains("has a.t twice", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_DeleteWithFillerKey_IsFoundByTheIdentityOrRefusedByTheSetting()
    {
        const string Delete = """{"id":0,"code":"p","v":null}""";
        var told = new SourceTableOptions { Source = "shop.t", Identity = ["code"] };
        var row = await RowAsync(Delete, new SourceOptions { Tables = [told] }, "d");
        Assert.Equal(["code"], row.Change.Key!.Value.Shape.Columns);

        var error = await Assert.ThrowsAsync<UndecodableRecordException>(() =>
            RowAsync(Delete, new SourceOptions(), "d")
        );
        Assert.Contains("Sources:erp:Tables[shop.t]:Identity", error.Message, StringComparison.Ordinal);
    }

    private static async Task<RowEvent> RowAsync(string image, SourceOptions options, string op = "c")
    {
        var catalog = new SourceCatalog(new Dictionary<string, SourceOptions> { ["erp"] = options });
        var decoder = new RecordDecoder(
            new MemorySchemaRegistry(),
            new DebeziumDecoderOptions(),
            catalog,
            TimeProvider.System
        );
        var field = op == "d" ? "before" : "after";
        var value =
            $"{{\"op\":\"{op}\",\"{field}\":{image},\"source\":{{\"connector\":\"postgresql\",\"name\":\"erp\",\"schema\":\"shop\",\"table\":\"t\"}}}}";
        var key = op == "d" ? "{\"id\":0}" : "{\"id\":1}";
        var record = new LogRecord(1, 0, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), []);
        return (await decoder.DecodeAsync(record, CancellationToken.None)).Row;
    }
}
