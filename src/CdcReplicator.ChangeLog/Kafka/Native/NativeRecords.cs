using System.Runtime.InteropServices;
using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Copies received messages into records.</summary>
internal sealed unsafe class NativeRecords
{
    private const int NoTimestamp = 0;

    /// <summary>Headers of a record at most: each is an object.</summary>
    private const int MaxHeaders = 10_000;

    private readonly RecordChunks _chunks = new();

    /// <summary>A copy that does not need the message any more.</summary>
    public LogRecord Copy(NativeMessage* message)
    {
        int timestampType;
        var timestamp = Librdkafka.TimestampOf(message, &timestampType);
        var time = timestampType == NoTimestamp ? 0 : timestamp;
        return
            message->KeyLength <= RecordLimits.MaxBytes
            && message->ValueLength <= RecordLimits.MaxBytes
            && TryCopyHeaders(message, out var headers)
            ? new LogRecord(
                message->Offset,
                time,
                Copy(message->Key, message->KeyLength),
                Copy(message->Value, message->ValueLength),
                headers
            )
            : TooLarge(message, time);
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

    private static LogRecord TooLarge(NativeMessage* message, long time) =>
        new(message->Offset, time, default, default, [])
        {
            Unreadable =
                $"it has {message->KeyLength + message->ValueLength} bytes beside its headers; at most "
                + $"{RecordLimits.MaxBytes} of key, of value and of headers, and {MaxHeaders} headers are taken",
        };

    private static bool TryCopyHeaders(NativeMessage* message, out RecordHeader[] copied)
    {
        copied = [];
        nint headers;
        if (Librdkafka.HeadersOf(message, &headers) != 0)
        {
            return true;
        }

        var bytes = 0L;

        var copies = new List<RecordHeader>();
        byte* name;
        byte* value;
        nuint size;
        while (Librdkafka.GetHeader(headers, (nuint)copies.Count, &name, &value, &size) == 0)
        {
            bytes += (long)size;
            if (copies.Count == MaxHeaders || bytes > RecordLimits.MaxBytes)
            {
                return false;
            }

            var content = value is null ? null : new ReadOnlySpan<byte>(value, (int)size).ToArray();
            copies.Add(new RecordHeader(Marshal.PtrToStringUTF8((nint)name)!, content));
        }

        copied = [.. copies];
        return true;
    }
}
