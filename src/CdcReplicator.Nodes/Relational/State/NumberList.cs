using System.Globalization;

namespace CdcReplicator.Nodes;

/// <summary>The stored form of a list of numbers: decimal, with commas between.</summary>
internal static class NumberList
{
    /// <summary>Writes a list.</summary>
    public static string Format(IReadOnlyList<long> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="Format"/> wrote.</summary>
    public static IReadOnlyList<long> Parse(string text) =>
        text.Length == 0
            ? []
            : Array.ConvertAll(text.Split(','), part => long.Parse(part, CultureInfo.InvariantCulture));
}
