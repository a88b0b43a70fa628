using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>The rule for publisher names.</summary>
internal static class PublisherName
{
    private const int MaxLength = 100;

    public static string NewOneTime() => WellKnown.OneTimePublisherPrefix + Guid.NewGuid().ToString("N");

    /// <summary>What is wrong with a chosen name, or null.</summary>
    public static string? Problem(string name) =>
        name.Length is 0 or > MaxLength
            ? $"Publisher name {Printable.Quote(name)} must have 1 to {MaxLength} characters."
        : name.StartsWith(WellKnown.OneTimePublisherPrefix, StringComparison.Ordinal)
            ? $"Publisher name {Printable.Quote(name)} begins with '{WellKnown.OneTimePublisherPrefix}', which "
                + "is kept for one-time publishers."
        : name == WellKnown.OperatorPublisher
            ? $"Publisher name '{name}' is kept for operators' orders; choose another."
        : name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? null
        : $"Publisher name {Printable.Quote(name)} may hold only letters, digits, '-', '_' and '.'.";
}
