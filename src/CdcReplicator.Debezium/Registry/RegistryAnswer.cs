using System.Net;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>A registry's answer, not yet judged.</summary>
/// <param name="Address">Who answered.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The JSON object; undefined if there was none.</param>
internal readonly record struct RegistryAnswer(RegistryAddress Address, HttpStatusCode Status, JsonElement Body)
{
    /// <summary>Characters of <see cref="Message"/> at most.</summary>
    private const int MaxMessage = 500;

    /// <summary>Whether it had more bytes than a schema may have, and was not read.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>The registry's own error code, for example 40403.</summary>
    public int? ErrorCode =>
        Body.ValueKind == JsonValueKind.Object
        && Body.TryGetProperty("error_code", out var code)
        && code.ValueKind == JsonValueKind.Number
        && code.TryGetInt32(out var number)
            ? number
            : null;

    /// <summary>The registry's own words, or the status; not more than is good to show.</summary>
    public string Message => ShortText.Of(TextOf("message") ?? $"HTTP status {(int)Status}", MaxMessage);

    /// <summary>A text property of the answer.</summary>
    public string? TextOf(string property)
    {
        try
        {
            return
                Body.ValueKind == JsonValueKind.Object
                && Body.TryGetProperty(property, out var text)
                && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : null;
        }
        catch (InvalidOperationException)
        {
            // It is not Unicode: no registry's.
            return null;
        }
    }

    /// <summary>A number property of the answer.</summary>
    public int? NumberOf(string property) =>
        Body.ValueKind == JsonValueKind.Object
        && Body.TryGetProperty(property, out var number)
        && number.ValueKind == JsonValueKind.Number
        && number.TryGetInt32(out var value)
            ? value
            : null;
}
