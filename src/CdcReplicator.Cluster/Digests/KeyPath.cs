using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CdcReplicator.Cluster;

/// <summary>
/// Where a row stands in its table's tree of buckets: decided by its key alone, alike on every machine.
/// </summary>
internal static class KeyPath
{
    /// <summary>Buckets that a bucket is divided into.</summary>
    public const int FanOut = 64;

    /// <summary>How often a table can be divided: into 64^5, some 10^9 buckets.</summary>
    public const int MaxDepth = 5;

    internal const int BitsPerLevel = 6;

    private const int MaxKeyLength = 400;
    private const int ShownOfLongKey = 200;

    /// <summary>The bucket of the greatest depth that the key's rows are in.</summary>
    public static long Of(ReadOnlySpan<char> key) => (long)(Hash(key) >> (64 - (MaxDepth * BitsPerLevel)));

    /// <summary>
    /// A key as it is listed: a long one is cut and identified by its hash, so that every entry of a list has a bounded
    /// size.
    /// </summary>
    public static string TextOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length <= MaxKeyLength)
        {
            return key;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{key.AsSpan(0, ShownOfLongKey)}... ({key.Length} characters, sha256 {Convert.ToHexStringLower(hash)})"
        );
    }

    /// <summary>FNV-1a, then mixed: FNV's last characters reach its upper bits too little to divide by them.</summary>
    private static ulong Hash(ReadOnlySpan<char> key)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in key)
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        hash = unchecked((hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL);
        hash = unchecked((hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL);
        return hash ^ (hash >> 33);
    }
}
