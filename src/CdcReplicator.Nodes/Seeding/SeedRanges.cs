namespace CdcReplicator.Nodes;

/// <summary>What of a table is copied, and what is left.</summary>
internal static class SeedRanges
{
    /// <summary>The same places in as few ranges as possible, in order.</summary>
    public static IReadOnlyList<SeedRange> Merge(IEnumerable<SeedRange> ranges)
    {
        var merged = new List<SeedRange>();
        foreach (var range in ranges.OrderBy(range => range.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To)
            {
                merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, range.To) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    /// <summary>What merged ranges leave of a table.</summary>
    public static IReadOnlyList<SeedRange> Left(IReadOnlyList<SeedRange> merged)
    {
        var left = new List<SeedRange>();
        var from = SeedRange.Whole.From;
        foreach (var range in merged)
        {
            if (range.From > from)
            {
                left.Add(new SeedRange(from, range.From));
            }

            from = range.To;
        }

        if (from < long.MaxValue)
        {
            left.Add(new SeedRange(from, long.MaxValue));
        }

        return left;
    }

    /// <summary>
    /// Ranges cut into pieces of a number of places, as far as the table is known to reach. The last one stays open:
    /// the table may have grown since.
    /// </summary>
    /// <param name="ranges">The ranges.</param>
    /// <param name="places">Places the table is known to have, from 0.</param>
    /// <param name="piece">Places of one piece; at least one.</param>
    public static IEnumerable<SeedRange> Cut(IEnumerable<SeedRange> ranges, long places, long piece)
    {
        foreach (var range in ranges)
        {
            var from = range.From;
            for (var to = Math.Max(from, 0) + piece; to < Math.Min(range.To, places); to += piece)
            {
                yield return new SeedRange(from, to);
                from = to;
            }

            yield return new SeedRange(from, range.To);
        }
    }
}
