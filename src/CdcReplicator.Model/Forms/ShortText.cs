namespace CdcReplicator.Model;

/// <summary>
/// Cuts text of strangers where it is shown or published: a name in a record may have a million characters.
/// </summary>
internal static class ShortText
{
    /// <summary>The text, or its beginning and an ellipsis if it has more characters than may be shown.</summary>
    /// <param name="text">The text.</param>
    /// <param name="characters">How many may be shown, the ellipsis included; at least 2.</param>
    public static string Of(string text, int characters)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(characters, 2);
        if (text.Length <= characters)
        {
            return text;
        }

        // No half of a pair of surrogates.
        var end = characters - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
