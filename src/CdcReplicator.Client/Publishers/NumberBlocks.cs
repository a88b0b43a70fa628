using CdcReplicator.ChangeLog;

namespace CdcReplicator.Client;

/// <summary>
/// Hands out blocks of a named publisher's numbers to processes that may run at the same time or one after the other:
/// no number twice, whatever dies when. See DESIGN.md.
/// </summary>
internal sealed class NumberBlocks(IMetadataStore metadata, string publisher, UnreadableNumbers unreadable)
{
    /// <summary>The publisher.</summary>
    public string Publisher { get; } = publisher;

    /// <summary>A block above all there were, that nobody else has or will get.</summary>
    /// <param name="size">How many numbers.</param>
    /// <param name="cancellationToken">Ends it; no block is taken then.</param>
    public async Task<NumberBlock> ReserveAsync(int size, CancellationToken cancellationToken)
    {
        while (true)
        {
            var first = await HighestAsync(cancellationToken).ConfigureAwait(false) + 1;
            var block = new NumberBlock(first, first + size - 1);
            var key = NumberEntry.KeyOf(Publisher, block);
            var version = await metadata.PutAsync(key, [1], cancellationToken).ConfigureAwait(false);
            var entries = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (IsOwn(new NumberEntry(key, block, version), entries))
            {
                await ForgetBelowAsync(first, entries, cancellationToken).ConfigureAwait(false);
                return block;
            }
        }
    }

    /// <summary>The highest number anybody may have used by now; 0 before the first.</summary>
    public async Task<long> HighestAsync(CancellationToken cancellationToken)
    {
        var entries = await ReadAsync(cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? 0 : entries.Max(entry => entry.Block.Last);
    }

    // Of several who asked from the same number on, the one of the lowest version owns it. Whoever finds one that began
    // higher takes none: the owner may have been there and gone. Whoever began lower and came later will find this one
    // and take none.
    private static bool IsOwn(NumberEntry mine, IReadOnlyList<NumberEntry> entries) =>
        entries
            .Where(entry => entry.Key != mine.Key && entry.Block.Last >= mine.Block.First)
            .All(entry => entry.Version > mine.Version && entry.Block.First <= mine.Block.First);

    private async Task<IReadOnlyList<NumberEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = await metadata.ReadAsync(NumberEntry.Prefix(Publisher), cancellationToken).ConfigureAwait(false);
        List<NumberEntry> blocks = new(entries.Count);
        foreach (var entry in entries)
        {
            if (NumberEntry.TryRead(entry, Publisher) is { } block)
            {
                blocks.Add(block);
            }
            else
            {
                unreadable.Say(entry, Publisher);
            }
        }

        return blocks;
    }

    // Whoever looks at an older block sees the newer one too and takes neither.
    private async Task ForgetBelowAsync(
        long first,
        IReadOnlyList<NumberEntry> entries,
        CancellationToken cancellationToken
    )
    {
        foreach (var entry in entries.Where(entry => entry.Block.Last < first))
        {
            await metadata.PutAsync(entry.Key, null, cancellationToken).ConfigureAwait(false);
        }
    }
}
