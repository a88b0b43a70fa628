using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>
/// What records mean beyond their bytes: keys, key changes, unchanged values, versions, our own records.
/// </summary>
public sealed class RecordSemanticsTests
{
    private const string Placeholder = "__debezium_unavailable_value";
    private const string Source =
        "\"source\":{\"connector\":\"postgresql\",\"name\":\"erp\",\"schema\":\"s\",\"table\":\"t\"}";

    [Theory]
    [InlineData("\"__debezium_unavailable_value\"")]
    [InlineData("\"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==\"")]
    [InlineData("[\"__debezium_unavailable_value\"]")]
    [InlineData("[\"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==\"]")]
    [InlineData("[\"b68a35a7-17ad-35b3-af2a-ae46edb4545a\"]")]
    [InlineData(
        "[95,95,100,101,98,101,122,105,117,109,95,117,110,97,118,97,105,108,97,98,108,101,95,118,97,108,117,101]"
    )]
    [InlineData("\"{\\\"__debezium_unavailable_value\\\":\\\"__debezium_unavailable_value\\\"}\"")]
    [InlineData("{\"__debezium_unavailable_value\":\"__debezium_unavailable_value\"}")]
    public async Task Update_PlaceholderWithoutSchema_IsUnavailable(string value)
    {
        var row = await RowAsync($"{{\"op\":\"u\",\"after\":{{\"x\":{value}}},{Source}}}");

        Assert.Equal(DataValue.Unavailable, row.Change.After!.Value.ToValues()[0]);
    }

    [Theory]
    [InlineData("c", "postgresql")]
    [InlineData("r", "postgresql")]
    [InlineData("u", "cdc-replicator")]
    public async Task PlaceholderWhereNoneCanBe_IsData(string op, string connector)
    {
        var source = Source.Replace("postgresql", connector, StringComparison.Ordinal);

        var row = await RowAsync($"{{\"op\":\"{op}\",\"after\":{{\"x\":\"{Placeholder}\"}},{source}}}");

        Assert.Equal(DataValue.Text(Placeholder, DataKind.UntypedText), row.Change.After!.Value.ToValues()[0]);
    }

    [Theory]
    [InlineData("{\"id\":3}", DataKind.UntypedNumber)]
    [InlineData("\"{\\\"id\\\":3}\"", DataKind.UntypedNumber)]
    [InlineData(
        "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"int32\",\"field\":\"id\"}]},\"payload\":{\"id\":3}}",
        DataKind.Integer
    )]
    internal async Task OldKeyHeader_InAnyJson_NamesTheOtherKey(string header, DataKind kind)
    {
        var row = await RowAsync(
            $"{{\"op\":\"C\",\"after\":{{\"id\":4,\"x\":\"{Placeholder}\"}},{Source}}}",
            "{\"id\":4}",
            new RecordHeader("__debezium.oldkey", Encoding.UTF8.GetBytes(header))
        );

        Assert.Equal(KeyChangeRole.NewRow, row.KeyChange);
        Assert.Equal(kind, row.OtherKey!.Value.ToValues()[0].Kind);
        Assert.Equal(DataValue.Text("4", DataKind.UntypedNumber), row.Change.Key!.Value.ToValues()[0]);
        Assert.Equal(DataValue.Unavailable, row.Change.After!.Value.ToValues()[1]);
    }

    [Fact]
    public async Task Truncate_WithoutImagesAndKey_Decodes()
    {
        var row = await RowAsync($"{{{Source},\"op\":\"t\",\"ts_ms\":1}}");

        Assert.Equal(ChangeOperation.Truncate, row.Change.Operation);
        Assert.Null(row.Change.Key);
    }

    [Fact]
    public async Task SdkRow_EventCountAndPartialImages_AreKept()
    {
        var row = await RowAsync(
            "{\"before\":{\"n\":1},\"after\":{\"id\":1,\"n\":2},\"op\":\"u\",\"source\":{\"connector\":\"cdc-replicator\",\"name\":\"p\",\"txId\":7,"
                + "\"schema\":\"s\",\"table\":\"t\"},\"transaction\":{\"id\":\"p:7\",\"total_order\":2,\"data_collection_order\":1,\"event_count\":3}}"
        );

        Assert.Equal(WriteSemantics.Checked, row.Source.Semantics);
        Assert.Equal(new TransactionBlock(new TransactionId("p:7"), 2, 3), row.Transaction);
        Assert.Equal(["n"], row.Change.Before!.Value.Shape.Columns);
        Assert.False(row.Change.BeforeIsComplete);
    }

    [Fact]
    public async Task Envelope23_OtherOrderAndFewerFields_Decodes()
    {
        const string schema =
            """{"type":"record","name":"Envelope","namespace":"a.b","fields":[{"name":"before","type":["null",{"type":"record","name":"Value","fields":[{"name":"id","type":"int"},{"name":"s","type":["string","null"]},{"name":"n","type":["null","string"]}]}]},{"name":"after","type":["null","Value"]},{"name":"source","type":{"type":"record","name":"Source","fields":[{"name":"name","type":"string"},{"name":"snapshot","type":["string","null"],"default":"NaN"},{"name":"connector","type":"string"},{"name":"new_field","type":{"type":"map","values":["null","long"]}},{"name":"table","type":"string"},{"name":"schema","type":"string"}]}},{"name":"op","type":"string"},{"name":"ts_ms","type":["null","long"]},{"name":"transaction","type":["null",{"type":"record","name":"block","fields":[{"name":"total_order","type":"long"},{"name":"id","type":"string"}]}]}]}""";
        var registry = new MemorySchemaRegistry();
        var id = await registry.RegisterAsync("v", schema, CancellationToken.None);
        using var writer = new AvroBinaryWriter();
        writer.BeginMessage(id);
        writer.WriteNull();
        writer.WritePresent();
        writer.WriteLong(5);
        writer.WriteLong(0);
        writer.WriteString("first branch");
        writer.WriteLong(0);
        writer.WriteString("erp");
        writer.WriteLong(1);
        writer.WriteString("postgresql");
        writer.WriteLong(1);
        writer.WriteString("k");
        writer.WriteOptionalLong(9);
        writer.WriteLong(0);
        writer.WriteString("t");
        writer.WriteString("s");
        writer.WriteString("u");
        writer.WriteNull();
        writer.WritePresent();
        writer.WriteLong(1);
        writer.WriteString("1:2");

        var decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);
        var record = new LogRecord(1, 0, null, writer.ToArray(), []);
        var row = (await decoder.DecodeAsync(record, CancellationToken.None)).Row;

        Assert.Equal(
            [DataValue.Integer(5), DataValue.Text("first branch"), DataValue.Null],
            row.Change.After!.Value.ToValues()
        );
        Assert.Equal(new SourceInfo("postgresql", "erp", null, null, SnapshotMark.None, 0), row.Source);
        Assert.Equal("1", row.Transaction!.Value.Id.JoinId.ToString());
    }

    [Fact]
    public async Task SourceOfMySql_SaysThePlaceInTheBinaryLog()
    {
        var row = await RowAsync(
            "{\"op\":\"c\",\"after\":{\"x\":1},\"source\":{\"connector\":\"mysql\",\"name\":\"my\",\"db\":\"shop\",\"table\":\"t\",\"file\":\"bin.000002\",\"pos\":154,\"row\":3}}"
        );

        Assert.Equal(new BinlogPlace("bin.000002", 154, 3), row.Source.Binlog);
        Assert.Equal(new EventPlace((2L << 32) + 154, 3), row.Source.Place);
    }

    [Theory]
    [InlineData("{\"ts_ms\":1}")]
    [InlineData("{\"id\":\"x\",\"aggregate_type\":\"Initial Snapshot\",\"type\":\"STARTED\",\"additional_data\":{}}")]
    [InlineData(
        "{\"schema\":{\"type\":\"struct\",\"name\":\"io.debezium.connector.common.Heartbeat\",\"fields\":[]},\"payload\":{}}"
    )]
    public async Task KnownRecordsWithoutEffect_AreHeartbeats(string json) =>
        Assert.IsType<HeartbeatEvent>((await DecodeAsync(json, null)).Other);

    private static async Task<RowEvent> RowAsync(string value, string? key = null, params RecordHeader[] headers) =>
        (await DecodeAsync(value, key, headers)).Row;

    private static async Task<LogEvent> DecodeAsync(string value, string? key, params RecordHeader[] headers) =>
        await new RecordDecoder(
            new MemorySchemaRegistry(),
            new DebeziumDecoderOptions(),
            TimeProvider.System
        ).DecodeAsync(
            new LogRecord(
                1,
                0,
                key is null ? null : Encoding.UTF8.GetBytes(key),
                Encoding.UTF8.GetBytes(value),
                headers
            ),
            CancellationToken.None
        );
}
