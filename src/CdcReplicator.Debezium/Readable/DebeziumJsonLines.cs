using System.Text;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Reads Debezium events, one JSON a line: a bare value (with or without <c>schema</c> and <c>payload</c>; the record
/// then has no key), or <c>{"key":..,"value":..,"headers":{..}}</c>, whose value may be null (a tombstone). Every line
/// is decoded before it is handed on.
/// </summary>
/// <param name="decoder">Decides whether a line is a record that the cluster can read.</param>
internal sealed class DebeziumJsonLines(IRecordDecoder decoder)
{
    /// <summary>Reads one line.</summary>
    /// <param name="line">The line, not empty.</param>
    /// <param name="number">Its number, from 1, for messages.</param>
    /// <param name="cancellationToken">Ends the decoding.</param>
    /// <exception cref="ReplicationException">
    /// The line is not such an event; names the line and what is wrong.
    /// </exception>
    public async ValueTask<ReadLine> ReadAsync(string line, long number, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(line);
        var record = Parse(line, number);
        try
        {
            var decoded = await decoder
                .DecodeAsync(new LogRecord(number, 0, record.Key, record.Value, record.Headers), cancellationToken)
                .ConfigureAwait(false);
            return new ReadLine(record, decoded.Other);
        }
        catch (UndecodableRecordException e)
        {
            throw Wrong(number, e.InnerException?.Message ?? e.Problem, e);
        }
    }

    private static RecordToAppend Parse(string line, long number)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw Wrong(number, $"it is not JSON: {e.Message}", e);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw Wrong(number, $"it is {root.ValueKind}, not an object", null);
            }

            return IsWrapper(root, out var value)
                ? new RecordToAppend(
                    Bytes(Property(root, "key")),
                    Bytes(value),
                    Headers(Property(root, "headers"), number)
                )
                : new RecordToAppend(null, Encoding.UTF8.GetBytes(line));
        }
    }

    private static bool IsWrapper(JsonElement root, out JsonElement value) =>
        root.TryGetProperty("value", out value)
        && !root.TryGetProperty("op", out _)
        && !root.TryGetProperty("payload", out _);

    private static JsonElement Property(JsonElement root, string name) =>
        root.TryGetProperty(name, out var property) ? property : default;

    /// <summary>A string holds the part as text, as some tools print it; anything else is the part itself.</summary>
    private static byte[]? Bytes(JsonElement part) =>
        part.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.String => Encoding.UTF8.GetBytes(part.GetString()!),
            _ => Encoding.UTF8.GetBytes(part.GetRawText()),
        };

    private static IReadOnlyList<RecordHeader> Headers(JsonElement headers, long number) =>
        headers.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.Object =>
            [
                .. headers.EnumerateObject().Select(header => new RecordHeader(header.Name, Bytes(header.Value))),
            ],
            var other => throw Wrong(number, $"its headers are {other}, not an object", null),
        };

    private static ReplicationException Wrong(long number, string problem, Exception? cause) =>
        new(
            $"Line {number} is not a Debezium event: {problem.TrimEnd('.')}.",
            """Correct the line; expected an envelope with "op" and "source", or {"key":..,"value":..,"headers":{..}}.""",
            cause
        );
}
