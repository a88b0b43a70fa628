using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Reads the JSON contents of control messages.</summary>
internal static class ControlContent
{
    /// <summary>Publisher and number of an abandon.</summary>
    /// <exception cref="BrokenTransactionException">The content is not what it must be.</exception>
    public static PublisherStamp Abandon(long offset, MessageEvent message)
    {
        using var json = Parse(offset, message);
        return
            json.RootElement.TryGetProperty("publisher", out var publisher)
            && publisher.ValueKind == JsonValueKind.String
            && json.RootElement.TryGetProperty("number", out var number)
            && number.TryGetInt64(out var value)
            ? new PublisherStamp(publisher.GetString()!, PublisherKind.Consecutive, value)
            : throw Malformed(offset, message, "{\"publisher\":TEXT,\"number\":NUMBER}");
    }

    /// <summary>Source and transaction id of a discard.</summary>
    /// <exception cref="BrokenTransactionException">The content is not what it must be.</exception>
    public static (string Source, string Id) Discard(long offset, MessageEvent message)
    {
        using var json = Parse(offset, message);
        return
            json.RootElement.TryGetProperty("source", out var source)
            && source.ValueKind == JsonValueKind.String
            && json.RootElement.TryGetProperty("id", out var id)
            && id.ValueKind == JsonValueKind.String
            ? (source.GetString()!, id.GetString()!)
            : throw Malformed(offset, message, "{\"source\":TEXT,\"id\":TEXT}");
    }

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
            using var json = Parse(offset, message);
            return isMeant(json.RootElement);
        }
        catch (BrokenTransactionException)
        {
            // An order nobody can read orders nothing; whoever waits for it goes on waiting, visibly.
            return false;
        }
    }

    private static JsonDocument Parse(long offset, MessageEvent message)
    {
        try
        {
            var json = JsonDocument.Parse(message.Content);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json
                : throw Malformed(offset, message, "a JSON object");
        }
        catch (JsonException)
        {
            throw Malformed(offset, message, "a JSON object");
        }
    }

    private static BrokenTransactionException Malformed(long offset, MessageEvent message, string expected) =>
        new(offset, $"the content of control message '{message.Prefix}' is not {expected}.");
}
