using System.Buffers;

namespace CdcReplicator.Nodes;

/// <summary>Numbers as PostgreSQL prints them: plain digits, with a point if there are places.</summary>
internal static class PlainNumber
{
    private static readonly SearchValues<byte> DigitsAndPoint = SearchValues.Create("0123456789."u8);

    /// <summary>
    /// The text of the same number without zeros at the end of its places, as <see cref="BigDecimal.Normalize"/> gives
    /// it. False if it is no plain number: then it is NaN or infinite.
    /// </summary>
    public static bool TryNormalize(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> normal)
    {
        normal = text;
        var digits = text.StartsWith("-"u8) ? text[1..] : text;
        if (digits.IsEmpty || !char.IsAsciiDigit((char)digits[0]) || digits.ContainsAnyExcept(DigitsAndPoint))
        {
            return false;
        }

        if (text.Contains((byte)'.'))
        {
            normal = text.TrimEnd((byte)'0').TrimEnd((byte)'.');
        }

        return true;
    }
}
