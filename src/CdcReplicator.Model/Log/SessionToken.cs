using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator;

/// <summary>
/// The position a read must have reached: <c>log id : sequence</c>. Its text form is the same in every culture, so the
/// format provider of parsing is not looked at.
/// </summary>
/// <param name="Log">The log the sequence belongs to. A token of another log is refused, never ignored.</param>
/// <param name="Sequence">The last sequence the session has written or seen; -1 asks for nothing.</param>
public readonly record struct SessionToken(LogId Log, long Sequence) : ISpanParsable<SessionToken>
{
    /// <summary>Reads the text form written by <see cref="ToString"/>.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not looked at.</param>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    /// <exception cref="FormatException">The text is not a token.</exception>
    public static SessionToken Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static SessionToken Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryRead(s, out var token, out var problem) ? token : throw new FormatException(problem);

    /// <summary>Reads the text form; false, and nothing thrown, if the text is not a token.</summary>
    /// <param name="s">The text; null is not a token.</param>
    /// <param name="result">The token; without meaning if there is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, out SessionToken result) =>
        TryRead(s, out result, out _);

    /// <inheritdoc cref="TryParse(string?, out SessionToken)"/>
    /// <param name="s">The text; null is not a token.</param>
    /// <param name="provider">Not looked at.</param>
    /// <param name="result">The token; without meaning if there is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionToken result) =>
        TryRead(s, out result, out _);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out SessionToken)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SessionToken result) =>
        TryRead(s, out result, out _);

    /// <summary>The later of two tokens of one log.</summary>
    /// <exception cref="ArgumentException">The tokens belong to different logs.</exception>
    public SessionToken Max(SessionToken other) =>
        other.Log == Log
            ? Sequence >= other.Sequence
                ? this
                : other
            : throw new ArgumentException($"Token {other} belongs to another log than {this}.", nameof(other));

    /// <summary><c>&lt;log id&gt;:&lt;sequence&gt;</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Log}:{Sequence}");

    /// <summary>Reads the text form, and says what is wrong with a text that has none.</summary>
    internal static bool TryRead(
        ReadOnlySpan<char> text,
        out SessionToken token,
        [NotNullWhen(false)] out string? problem
    )
    {
        token = default;
        problem = null;
        var colon = text.IndexOf(':');
        if (
            colon <= 0
            || !long.TryParse(
                text[(colon + 1)..],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var sequence
            )
        )
        {
            problem = $"{Printable.Quote(text.ToString())} is not a session token; expected '<log id>:<sequence>'.";
            return false;
        }

        if (!LogId.TryRead(text[..colon], out var log, out problem))
        {
            return false;
        }

        token = new SessionToken(log, sequence);
        return true;
    }
}
