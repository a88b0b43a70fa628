using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Reads the JSON contents of control messages.</summary>
internal static class ControlContent
{
    /// <summary>Publisher and number of an abandon.</summary>
    /// <exception cref="BrokenTransactionException">The content is not what it must be.</exception>
    public static PublisherStamp Abandon(long offset, MessageEvent message) =>
        Read<PublisherStamp>(
            offset,
            message,
            "{\"publisher\":TEXT,\"number\":NUMBER}",
            json =>
                json.TryGetProperty("publisher", out var publisher)
                && publisher.ValueKind == JsonValueKind.String
                && json.TryGetProperty("number", out var number)
                && number.TryGetInt64(out var value)
                    ? new PublisherStamp(publisher.GetString()!, PublisherKind.Consecutive, value)
                    : null
        );

    /// <summary>Source and transaction id of a discard.</summary>
    /// <exception cref="BrokenTransactionException">The content is not what it must be.</exception>
    public static (string Source, string Id) Discard(long offset, MessageEvent message) =>
        Read<(string, string)>(
            offset,
            message,
            "{\"source\":TEXT,\"id\":TEXT}",
            json =>
                json.TryGetProperty("source", out var source)
                && source.ValueKind == JsonValueKind.String
                && json.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String
                    ? (source.GetString()!, id.GetString()!)
                    : null
        );

    /// <summary>Whether a message is the skip of a sequence.</summary>
    public static bool IsSkipOf(long offset, MessageEvent message, long sequence) =>
        Orders(
            offset,
            message,
            WellKnown.SkipMessage,
            order =>
                order.TryGetProperty("sequence", out var number)
                && number.TryGetInt64(out var value)
                && value == sequence
        );

    /// <summary>Whether a message accepts a source as it is now.</summary>
    public static bool Accepts(long offset, MessageEvent message, string source) =>
        Orders(
            offset,
            message,
            WellKnown.AcceptSourceMessage,
            order =>
                order.TryGetProperty("source", out var name)
                && name.ValueKind == JsonValueKind.String
                && name.ValueEquals(source)
        );

    private static bool Orders(long offset, MessageEvent message, string prefix, Func<JsonElement, bool> isMeant)
    {
        if (message.Prefix != prefix)
        {
            return false;
        }

        try
        {
            return Read<bool>(offset, message, "an order", json => isMeant(json));
        }
        catch (BrokenTransactionException)
        {
            // An order nobody can read orders nothing; whoever waits for it goes on waiting, visibly.
            return false;
        }
    }

    private static T Read<T>(long offset, MessageEvent message, string expected, Func<JsonElement, T?> read)
        where T : struct
    {
        try
        {
            using var json = JsonDocument.Parse(message.Content);
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? throw Malformed(offset, message, "a JSON object")
                : read(json.RootElement) ?? throw Malformed(offset, message, expected);
        }
        catch (JsonException)
        {
            throw Malformed(offset, message, "a JSON object");
        }
        catch (InvalidOperationException)
        {
            // A number that is none, or text that is not Unicode.
            throw Malformed(offset, message, expected);
        }
    }

    private static BrokenTransactionException Malformed(long offset, MessageEvent message, string expected) =>
        new(offset, $"the content of control message '{message.Prefix}' is not {expected}.");
}
