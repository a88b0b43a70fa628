namespace CdcReplicator.Model;

/// <summary>The identity of one change log, minted when the log is created and never reused.</summary>
public readonly record struct LogId(Guid Value)
{
    /// <summary>Makes a new identity.</summary>
    public static LogId New() => new(Guid.NewGuid());

    /// <summary>Reads the text form written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static LogId Parse(string text) =>
        Guid.TryParseExact(text, "N", out var value)
            ? new LogId(value)
            : throw new FormatException($"{Printable.Quote(text)} is not a log id; expected 32 hexadecimal digits.");

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("N");
}
