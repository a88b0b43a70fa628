using System.Globalization;
using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// Decodes records written as <c>row|publisher|number|place|count|text</c> or <c>control|prefix|json|name</c>;
/// everything else is undecodable.
/// </summary>
internal sealed class TextDecoder : IRecordDecoder
{
    public static RecordToAppend Row(string publisher, long number, long place, long count, string text) =>
        Record(string.Create(CultureInfo.InvariantCulture, $"row|{publisher}|{number}|{place}|{count}|{text}"));

    public static RecordToAppend Control(string prefix, string json, string name = WellKnown.OperatorPublisher) =>
        Record($"control|{prefix}|{json}|{name}");

    public static RecordToAppend Garbage() => Record("garbage");

    public ValueTask<LogEvent> DecodeAsync(LogRecord record, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Decode(record));

    public bool TryDecode(in LogRecord record, out LogEvent logEvent)
    {
        logEvent = Decode(record);
        return true;
    }

    private static LogEvent Decode(in LogRecord record)
    {
        var parts = Encoding.UTF8.GetString(record.Value.Span).Split('|');
        return parts[0] switch
        {
            "row" => new LogEvent(record, Row(parts)),
            "control" => new LogEvent(
                record,
                new MessageEvent(
                    parts[1],
                    Encoding.UTF8.GetBytes(parts[2]),
                    new SourceInfo(WellKnown.SdkConnector, parts[3], null, null, SnapshotMark.None, 0),
                    null
                )
            ),
            _ => throw new UndecodableRecordException(record.Offset, "garbage", "Skip it."),
        };
    }

    private static RowEvent Row(string[] parts) =>
        new(
            new RowChange
            {
                Table = new TableName("public", "t"),
                Operation = ChangeOperation.Create,
                After = RowImages.Of(("text", DataValue.Text(parts[5]))),
            },
            new SourceInfo(WellKnown.SdkConnector, parts[1], Number(parts[2]), null, SnapshotMark.None, 0),
            new TransactionBlock(new TransactionId($"{parts[1]}:{parts[2]}"), Number(parts[3]), Number(parts[4]))
        );

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static RecordToAppend Record(string text) => new(null, Encoding.UTF8.GetBytes(text));
}
