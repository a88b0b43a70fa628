using System.Globalization;

namespace CdcReplicator.Cluster;

/// <summary>
/// Keys of rejections: <c>rejection/FIRST-LAST/NODE</c>, sequences in 20 digits. What one entry holds lies within one
/// thousand, so a look-up reads the entries whose key begins with 17 digits, however many others there are. Earlier
/// versions wrote <c>rejection/SEQUENCE</c>, which begins alike.
/// </summary>
internal readonly record struct RejectionKey(long First, long Last, string NodeId)
{
    public const string Prefix = "rejection/";

    private const long Together = 1000;
    private const int Digits = 20;
    private const int NodeAt = (2 * Digits) + 2;

    /// <summary>What keys of entries begin with that may hold a sequence's rejections.</summary>
    public static string PrefixOf(long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence / Together:D17}");

    /// <summary>Whether one entry may hold both.</summary>
    public static bool AreTogether(long sequence, long other) => sequence / Together == other / Together;

    /// <summary>
    /// Reads a key; an entry of an earlier version names no node, which gives an empty id. False if it is of another
    /// form.
    /// </summary>
    public static bool TryParse(string key, out RejectionKey parsed)
    {
        var rest = key.AsSpan(Prefix.Length);
        parsed = default;
        if (rest.Length < Digits || !TryNumber(rest[..Digits], out var first))
        {
            return false;
        }

        if (rest.Length == Digits)
        {
            parsed = new RejectionKey(first, first, "");
            return true;
        }

        if (rest.Length <= NodeAt || !TryNumber(rest.Slice(Digits + 1, Digits), out var last))
        {
            return false;
        }

        parsed = new RejectionKey(first, last, rest[NodeAt..].ToString());
        return true;
    }

    public bool Covers(long sequence) => First <= sequence && sequence <= Last;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{First:D20}-{Last:D20}/{NodeId}");

    private static bool TryNumber(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
