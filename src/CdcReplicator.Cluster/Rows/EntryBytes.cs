using System.Globalization;
using System.Security.Cryptography;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>Content that is too long for one entry, in several.</summary>
internal static class EntryBytes
{
    // Far below the 1 MB that Kafka takes in a record.
    private const int EntryLength = 256 * 1024;

    /// <summary>Writes it.</summary>
    /// <returns>SHA-256 of the content, hexadecimal; without it nobody can tell whether all of it is there.</returns>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public static async Task<string> WriteAsync(
        IMetadataStore store,
        string prefix,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        var entries = 0;
        foreach (var piece in content.Chunk(EntryLength))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{prefix}{entries++:D6}");
            await store.PutAsync(key, piece, cancellationToken);
        }

        return HashOf(content);
    }

    /// <summary>Reads it; null if it is not there, or is another.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public static async Task<byte[]?> ReadAsync(
        IMetadataStore store,
        string prefix,
        string hash,
        CancellationToken cancellationToken
    )
    {
        var entries = await store.ReadAsync(prefix, cancellationToken);
        byte[] content =
        [
            .. entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value ?? []),
        ];
        return entries.Count > 0 && HashOf(content) == hash ? content : null;
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
