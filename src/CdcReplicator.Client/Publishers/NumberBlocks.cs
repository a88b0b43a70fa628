using System.Globalization;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Client;

/// <summary>
/// Hands out blocks of a named publisher's numbers to processes that may run at the same time or one after the other: no number twice, whatever dies
/// when. See DESIGN.md.
/// </summary>
internal sealed class NumberBlocks(IMetadataStore metadata, string publisher)
{
    /// <summary>Numbers in a block; what a process that dies leaves unused, nodes remember as numbers that never came.</summary>
    public const int Size = 32;

    private readonly string _prefix = $"publisher/{publisher}/";

    /// <summary>The first number of a block that nobody else has or will get.</summary>
    public async Task<long> ReserveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var block = await HighestAsync(cancellationToken).ConfigureAwait(false) + 1;
            var key = $"{_prefix}{block.ToString("D16", CultureInfo.InvariantCulture)}/{Guid.NewGuid():N}";
            var version = await metadata.PutAsync(key, [1], cancellationToken).ConfigureAwait(false);
            var entries = await metadata.ReadAsync(_prefix, cancellationToken).ConfigureAwait(false);
            var isFirst = entries
                .Where(entry => BlockOf(entry.Key) >= block)
                .All(entry => entry.Key == key || (BlockOf(entry.Key) == block && entry.Version > version));
            if (isFirst)
            {
                await ForgetOldAsync(entries, block, cancellationToken).ConfigureAwait(false);
                return (block * Size) + 1;
            }
        }
    }

    private async Task<long> HighestAsync(CancellationToken cancellationToken)
    {
        var entries = await metadata.ReadAsync(_prefix, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? -1 : entries.Max(entry => BlockOf(entry.Key));
    }

    // Whoever looks at an older block sees this one too and takes neither.
    private async Task ForgetOldAsync(
        IReadOnlyList<MetadataEntry> entries,
        long block,
        CancellationToken cancellationToken
    )
    {
        foreach (var entry in entries.Where(entry => BlockOf(entry.Key) < block))
        {
            await metadata.PutAsync(entry.Key, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private long BlockOf(string key) =>
        long.Parse(key.AsSpan(_prefix.Length, 16), NumberStyles.None, CultureInfo.InvariantCulture);
}
