using System.Globalization;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Keys of rejections: <c>rejection/FIRST-LAST/NODE</c>, sequences in 20 digits. What one entry holds lies within one thousand, so a look-up reads the entries
/// whose key begins with 17 digits, however many others there are. Earlier versions wrote <c>rejection/SEQUENCE</c>, which begins alike.
/// </summary>
internal readonly record struct RejectionKey(long First, long Last, string NodeId)
{
    public const string Prefix = "rejection/";

    private const long Together = 1000;
    private const int Digits = 20;

    /// <summary>What keys of entries begin with that may hold a sequence's rejections.</summary>
    public static string PrefixOf(long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence / Together:D17}");

    /// <summary>Whether one entry may hold both.</summary>
    public static bool AreTogether(long sequence, long other) => sequence / Together == other / Together;

    /// <summary>Reads a key; an entry of an earlier version names no node, which gives an empty id.</summary>
    public static RejectionKey Parse(string key)
    {
        var numbers = key.AsSpan(Prefix.Length);
        var first = long.Parse(numbers[..Digits], CultureInfo.InvariantCulture);
        return numbers.Length == Digits
            ? new RejectionKey(first, first, "")
            : new RejectionKey(
                first,
                long.Parse(numbers.Slice(Digits + 1, Digits), CultureInfo.InvariantCulture),
                numbers[(2 * Digits + 2)..].ToString()
            );
    }

    public bool Covers(long sequence) => First <= sequence && sequence <= Last;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{First:D20}-{Last:D20}/{NodeId}");
}
