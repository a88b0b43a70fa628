using System.Buffers.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Bytes that stand in text. If the form is unknown, a text is taken only if all forms that fit read it alike.
/// Hexadecimal digits, for example, are base64 too and mean other bytes there.
/// </summary>
internal static class BinaryText
{
    /// <summary>The bytes.</summary>
    /// <exception cref="InvalidValueException">The text is not of the form, or of more than one.</exception>
    public static byte[] Read(in DataValue value, ColumnType type, BinaryForm form)
    {
        var text = value.AsText();
        if (form == BinaryForm.Untold)
        {
            return ReadUntold(value, type, text);
        }

        // A record with schema says "bytes" itself where the connector sends bytes.
        var isContradicted = form == BinaryForm.Bytes && value.Kind == DataKind.Text;
        return !isContradicted && TryRead(text, form) is { } bytes
            ? bytes
            : throw ValueCoercion.Untold(
                value,
                type,
                $"BinaryHandlingMode says {SourceWords.Of(form)}, and it is no such text",
                nameof(SourceOptions.BinaryHandlingMode)
            );
    }

    private static byte[] ReadUntold(in DataValue value, ColumnType type, string text)
    {
        var base64 = TryRead(text, BinaryForm.Base64) ?? TryRead(text, BinaryForm.Base64Url);
        var hex = TryRead(text, BinaryForm.Hex);
        if (base64 is not null && hex is not null && !base64.AsSpan().SequenceEqual(hex))
        {
            throw ValueCoercion.Untold(
                value,
                type,
                "it is base64 and hexadecimal at once, with different bytes",
                nameof(SourceOptions.BinaryHandlingMode)
            );
        }

        return base64
            ?? hex
            ?? throw ValueCoercion.Untold(
                value,
                type,
                "it is neither base64 nor hexadecimal",
                nameof(SourceOptions.BinaryHandlingMode)
            );
    }

    private static byte[]? TryRead(string text, BinaryForm form)
    {
        try
        {
            return form switch
            {
                BinaryForm.Hex => Convert.FromHexString(text),
                BinaryForm.Base64Url => Base64Url.DecodeFromChars(text),
                _ => Convert.FromBase64String(text),
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
