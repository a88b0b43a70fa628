using System.Diagnostics.CodeAnalysis;
using CdcReplicator.Model;

namespace CdcReplicator;

/// <summary>The identity of one change log, minted when the log is created and never reused.</summary>
/// <param name="Value">The identity.</param>
public readonly record struct LogId(Guid Value)
{
    /// <summary>Makes a new identity.</summary>
    internal static LogId New() => new(Guid.NewGuid());

    /// <summary>Reads the text form written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static LogId Parse(string text) =>
        TryRead(text, out var id, out var problem) ? id : throw new FormatException(problem);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("N");

    /// <summary>Reads the text form, and says what is wrong with a text that has none.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out LogId id, [NotNullWhen(false)] out string? problem)
    {
        var isRead = Guid.TryParseExact(text, "N", out var value);
        id = new LogId(value);
        problem = isRead
            ? null
            : $"{Printable.Quote(text.ToString())} is not a log id; expected 32 hexadecimal digits.";
        return isRead;
    }
}
