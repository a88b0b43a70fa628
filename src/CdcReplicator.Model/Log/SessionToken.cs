using System.Globalization;

namespace CdcReplicator.Model;

/// <summary>The position a read must have reached: <c>log id : sequence</c>.</summary>
/// <param name="Log">The log the sequence belongs to. A token of another log is refused, never ignored.</param>
/// <param name="Sequence">The last sequence the session has written or seen; -1 asks for nothing.</param>
public readonly record struct SessionToken(LogId Log, long Sequence)
{
    /// <summary>Reads the text form written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text is not a token.</exception>
    public static SessionToken Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (
            colon > 0
            && long.TryParse(
                text.AsSpan(colon + 1),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var sequence
            )
        )
        {
            return new SessionToken(LogId.Parse(text[..colon]), sequence);
        }

        throw new FormatException($"{Printable.Quote(text)} is not a session token; expected '<log id>:<sequence>'.");
    }

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
}
