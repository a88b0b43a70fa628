using System.Runtime.InteropServices;
using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Copies received messages into records.</summary>
internal sealed unsafe class NativeRecords
{
    private const int NoTimestamp = 0;

    private readonly RecordChunks _chunks = new();

    /// <summary>A copy that does not need the message any more.</summary>
    public LogRecord Copy(NativeMessage* message)
    {
        int timestampType;
        var timestamp = Librdkafka.TimestampOf(message, &timestampType);
        return new LogRecord(
            message->Offset,
            timestampType == NoTimestamp ? 0 : timestamp,
            Copy(message->Key, message->KeyLength),
            Copy(message->Value, message->ValueLength),
            HeadersOf(message)
        );
    }

    /// <summary>What a message with an error says.</summary>
    public static Error ErrorOf(NativeMessage* message) =>
        new(
            (ErrorCode)message->Error,
            message->Value is null
                ? Marshal.PtrToStringUTF8((nint)Librdkafka.TextOf(message->Error))
                : Marshal.PtrToStringUTF8((nint)message->Value, (int)message->ValueLength)
        );

    private RecordBytes Copy(byte* bytes, nuint length) =>
        bytes is null ? default : _chunks.Copy(new ReadOnlySpan<byte>(bytes, (int)length));

    private static RecordHeader[] HeadersOf(NativeMessage* message)
    {
        nint headers;
        if (Librdkafka.HeadersOf(message, &headers) != 0)
        {
            return [];
        }

        var copies = new List<RecordHeader>();
        byte* name;
        byte* value;
        nuint size;
        while (Librdkafka.GetHeader(headers, (nuint)copies.Count, &name, &value, &size) == 0)
        {
            var bytes = value is null ? null : new ReadOnlySpan<byte>(value, (int)size).ToArray();
            copies.Add(new RecordHeader(Marshal.PtrToStringUTF8((nint)name)!, bytes));
        }

        return [.. copies];
    }
}
