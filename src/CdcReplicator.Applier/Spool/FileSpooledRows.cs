using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Records of one transaction in a file, length-prefixed, as they stand in the log.</summary>
internal sealed class FileSpooledRows(string path, IRecordDecoder decoder) : ISpooledRows
{
    private const int BufferBytes = 64 << 10;

    private BinaryWriter? _writer;

    public void Append(LogRecord record)
    {
        try
        {
            _writer ??= new BinaryWriter(
                new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes),
                Encoding.UTF8
            );
            _writer.Write(record.Offset);
            _writer.Write(record.AppendTime);
            WriteBytes(_writer, record.Key);
            WriteBytes(_writer, record.Value);
            _writer.Write7BitEncodedInt(record.Headers.Count);
            foreach (var header in record.Headers)
            {
                _writer.Write(header.Name);
                WriteBytes(_writer, header.Value);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileSpool.Fault(path, error);
        }
    }

    public IEnumerable<LogEvent> Read()
    {
        using var reader = OpenReader();
        while (ReadRecord(reader) is { } record)
        {
            yield return decoder.TryDecode(record, out var logEvent)
                ? logEvent
                : throw new InvalidOperationException(
                    $"The record at offset {record.Offset} was decoded before it was spooled, and its schema is not "
                        + "in memory."
                );
        }
    }

    public void Dispose()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (IOException)
        {
            // The rest of the buffer did not fit on the disk; the file goes now, whole or not.
        }

        _writer = null;
        File.Delete(path);
    }

    private BinaryReader OpenReader()
    {
        try
        {
            _writer?.Flush();
            return new BinaryReader(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferBytes),
                Encoding.UTF8
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileSpool.Fault(path, error);
        }
    }

    private LogRecord? ReadRecord(BinaryReader reader)
    {
        try
        {
            if (reader.BaseStream.Position == reader.BaseStream.Length)
            {
                return null;
            }

            var offset = reader.ReadInt64();
            var appendTime = reader.ReadInt64();
            var key = ReadBytes(reader);
            var value = ReadBytes(reader);
            var count = reader.Read7BitEncodedInt();
            var headers = count == 0 ? [] : new RecordHeader[count];
            for (var i = 0; i < count; i++)
            {
                headers[i] = new RecordHeader(reader.ReadString(), ReadBytes(reader));
            }

            return new LogRecord(offset, appendTime, key, value, headers);
        }
        catch (IOException error)
        {
            throw FileSpool.Fault(path, error);
        }
    }

    private static void WriteBytes(BinaryWriter writer, RecordBytes bytes)
    {
        writer.Write(bytes.IsNone ? -1 : bytes.Length);
        writer.Write(bytes.Span);
    }

    private static byte[]? ReadBytes(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        return length < 0 ? null : reader.ReadBytes(length);
    }
}
