using System.Diagnostics.CodeAnalysis;
using CdcReplicator.Router;

namespace CdcReplicator;

/// <summary>
/// How fresh a read must be, as a caller asks for it. Its text form is the same in every culture, so the format
/// provider of parsing is not looked at.
/// </summary>
public sealed record ReadLevel : ISpanParsable<ReadLevel>
{
    private ReadLevel(ReadLevelKind kind)
    {
        Kind = kind;
    }

    /// <summary>Any serving node, however far behind.</summary>
    public static ReadLevel Any { get; } = new(ReadLevelKind.Any);

    /// <summary>Read your own writes, and never go backwards; for connections of a session.</summary>
    public static ReadLevel Session { get; } = new(ReadLevelKind.Session);

    /// <summary>Everything that is in the log when the read is asked for; asks the log first.</summary>
    public static ReadLevel Latest { get; } = new(ReadLevelKind.Latest);

    /// <summary>Which rule.</summary>
    public ReadLevelKind Kind { get; }

    /// <summary>The token of <see cref="AtLeast"/>; null for other levels.</summary>
    public SessionToken? Token { get; private init; }

    /// <summary>The limit of <see cref="BoundedBy(long)"/>, in records; 0 for other levels.</summary>
    public long MaxRecords { get; private init; }

    /// <summary>The limit of <see cref="BoundedBy(TimeSpan)"/>; zero for other levels.</summary>
    public TimeSpan MaxAge { get; private init; }

    /// <summary>A node that has applied everything up to a token.</summary>
    public static ReadLevel AtLeast(SessionToken token) => new(ReadLevelKind.AtLeast) { Token = token };

    /// <summary>A node that is at most so many records behind the log's end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static ReadLevel BoundedBy(long records)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(records);
        return new ReadLevel(ReadLevelKind.BoundedRecords) { MaxRecords = records };
    }

    /// <summary>A node that lacks nothing that was in the log so long ago.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Zero or less; for the newest there is, ask for <see cref="Latest"/>.
    /// </exception>
    public static ReadLevel BoundedBy(TimeSpan age)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(age, TimeSpan.Zero);
        return new ReadLevel(ReadLevelKind.BoundedAge) { MaxAge = age };
    }

    /// <summary>
    /// Reads the text form: <c>any</c>, <c>bounded:500</c> (records), <c>bounded:2s</c> (also <c>ms</c>, <c>m</c>,
    /// <c>h</c>), <c>session</c>, <c>at-least:TOKEN</c>, <c>latest</c>.
    /// </summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not looked at.</param>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    /// <exception cref="FormatException">
    /// The text is none of these; it says what is wrong and never falls back to a weaker level.
    /// </exception>
    public static ReadLevel Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static ReadLevel Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        ReadLevelText.Read(s, out var problem) ?? throw new FormatException(problem);

    /// <summary>Reads the text form; false, and nothing thrown, if the text is not a level.</summary>
    /// <param name="s">The text; null is not a level.</param>
    /// <param name="result">The level; null if there is none, never a weaker one.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, [NotNullWhen(true)] out ReadLevel? result) =>
        TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc cref="TryParse(string?, out ReadLevel?)"/>
    /// <param name="s">The text; null is not a level.</param>
    /// <param name="provider">Not looked at.</param>
    /// <param name="result">The level; null if there is none, never a weaker one.</param>
    public static bool TryParse(
        [NotNullWhen(true)] string? s,
        IFormatProvider? provider,
        [NotNullWhen(true)] out ReadLevel? result
    ) => TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out ReadLevel?)"/>
    public static bool TryParse(
        ReadOnlySpan<char> s,
        IFormatProvider? provider,
        [NotNullWhen(true)] out ReadLevel? result
    )
    {
        result = ReadLevelText.Read(s, out _);
        return result is not null;
    }

    /// <summary>The text form that <see cref="Parse(string, IFormatProvider?)"/> reads.</summary>
    public override string ToString() => ReadLevelText.Write(this);
}
