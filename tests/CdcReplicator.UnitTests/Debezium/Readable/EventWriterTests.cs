using System.Text.Json;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public class EventWriterTests
{
    private const long AppendTime = 43_201_123;
    private static readonly LogRecord Record = new(1234, AppendTime, null, Array.Empty<byte>(), []);
    private static readonly SourceInfo Source = new(WellKnown.SdkConnector, "once-1f", 5, 5, SnapshotMark.None, 0);

    [Fact]
    public void Text_OfAnUpdate_IsOneShortLine()
    {
        var update = Row(ChangeOperation.Update);

        Assert.Equal(
            """#1234 12:00:01.123 u public.accounts {"id":1} balance=90.00 if balance=100 (tx once-1f:5 1/2)""",
            EventTextWriter.Write(update)
        );
    }

    [Fact]
    public void Json_OfAnUpdate_HasEveryPart()
    {
        Assert.Equal(
            """{"offset":1234,"time":"1970-01-01T12:00:01.123Z","op":"u","table":"public.accounts","key":{"id":1},"before":{"balance":100},"after":{"id":1,"balance":90.00},"connector":"cdc-replicator","source":"once-1f","transaction":"once-1f:5","total_order":1,"event_count":2}""",
            EventJsonWriter.Write(Row(ChangeOperation.Update))
        );
    }

    public static TheoryData<string, string> Values =>
        new()
        {
            { "null", "null" },
            { "unchanged", "\"(unchanged)\"" },
            { "true", "true" },
            { "integer", "-9223372036854775808" },
            { "nan", "\"NaN\"" },
            { "decimal", "1.10" },
            { "decimal nan", "\"NaN\"" },
            { "text", "\"a\\\"\\nü\"" },
            { "bytes", "\"AP8=\"" },
            { "date", "\"-0043-03-15\"" },
            { "infinity", "\"-infinity\"" },
            { "time", "\"24:00:00\"" },
            { "timestamp", "\"1969-12-31T23:59:59.999999\"" },
            { "timestamptz", "\"1970-01-01T00:00:00.000001Z\"" },
            { "interval", "\"P0Y-1M2DT0H0M-0.5S\"" },
            { "bits", "\"0101\"" },
            { "array", "[1,null]" },
            { "map", "{\"a\":null}" },
            { "point", "\"(1.5,-2)\"" },
            { "object", "{\"scale\":1}" },
        };

    [Theory]
    [MemberData(nameof(Values))]
    public void Json_OfEveryKindOfValue_IsReadable(string name, string expected)
    {
        var change = new RowChange
        {
            Table = new TableName("s", "t"),
            Operation = ChangeOperation.Create,
            After = RowImages.Of(("v", Value(name))),
        };

        var json = EventJsonWriter.Write(new LogEvent(Record, new RowEvent(change, Source, null)));

        Assert.Contains($$"""{"v":{{expected}}}""", json, StringComparison.Ordinal);
        JsonDocument.Parse(json).Dispose();
    }

    public static IEnumerable<object[]> OtherEvents =>
        new TheoryData<EventContent, string, string>
        {
            { new BeginEvent("7:8"), "BEGIN 7:8", "\"op\":\"begin\",\"transaction\":\"7:8\"" },
            { new EndEvent("7:9", 3, 0), "END 7:9, 3 events", "\"op\":\"end\"" },
            { TombstoneEvent.Instance, "tombstone", "\"op\":\"tombstone\"" },
            { HeartbeatEvent.Instance, "heartbeat", "\"op\":\"heartbeat\"" },
            { Message("{}"u8.ToArray()), "m cdc-replicator.skip {}", "\"content\":\"{}\"" },
            { Message([0xFF]), "m cdc-replicator.skip 1 bytes", "\"content_base64\":\"/w==\"" },
        };

    [Theory]
    [MemberData(nameof(OtherEvents))]
    internal void TextAndJson_OfOtherEvents_SayWhatTheyAre(EventContent content, string text, string json)
    {
        var logEvent = new LogEvent(Record, content);

        Assert.EndsWith(text, EventTextWriter.Write(logEvent), StringComparison.Ordinal);
        Assert.Contains(json, EventJsonWriter.Write(logEvent), StringComparison.Ordinal);
    }

    private static MessageEvent Message(byte[] content) =>
        new(WellKnown.SkipMessage, content, Source, Transaction: null);

    private static LogEvent Row(ChangeOperation operation) => new(Record, RowOf(operation));

    private static RowEvent RowOf(ChangeOperation operation) =>
        new(
            new RowChange
            {
                Table = new TableName("public", "accounts"),
                Operation = operation,
                Key = RowImages.Of(("id", DataValue.Integer(1))),
                Before = RowImages.Of(("balance", DataValue.Integer(100))),
                After = RowImages.Of(
                    ("id", DataValue.Integer(1)),
                    ("balance", DataValue.Decimal(new BigDecimal(9000, 2)))
                ),
            },
            Source,
            new TransactionBlock(new TransactionId("once-1f:5"), 1, 2)
        );

    private static DataValue Value(string name) =>
        name switch
        {
            "null" => DataValue.Null,
            "unchanged" => DataValue.Unavailable,
            "true" => DataValue.Boolean(true),
            "integer" => DataValue.Integer(long.MinValue),
            "nan" => DataValue.Float64(double.NaN),
            "decimal" => DataValue.Decimal(new BigDecimal(110, 2)),
            "decimal nan" => DataValue.Decimal(new BigDecimal(DecimalSpecial.NaN)),
            "text" => DataValue.Text("a\"\nü"),
            "bytes" => DataValue.Bytes([0, 255]),
            "date" => DataValue.Date(-735_160),
            "infinity" => DataValue.Date(DataValue.NegativeInfinity),
            "time" => DataValue.Micros(DataKind.Time, 86_400_000_000),
            "timestamp" => DataValue.Micros(DataKind.Timestamp, -1),
            "timestamptz" => DataValue.Micros(DataKind.TimestampTz, 1),
            "interval" => DataValue.Interval(new PgInterval(-1, 2, -500_000)),
            "bits" => DataValue.Bits(new BitString("0101")),
            "array" => DataValue.Array([DataValue.Integer(1), DataValue.Null]),
            "map" => DataValue.Map(new Dictionary<string, string?> { ["a"] = null }),
            "point" => DataValue.Point(new PlanePoint(1.5, -2)),
            "object" => DataValue.Text("""{"scale":1}""", DataKind.UntypedObject),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such value."),
        };
}
