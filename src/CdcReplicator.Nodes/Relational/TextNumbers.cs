using System.Collections.Immutable;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Nodes;

/// <summary>Counts the numbers that a node has taken as text and committed. Read by any thread.</summary>
internal sealed class TextNumbers(string nodeId, ILogger logger)
{
    private volatile ImmutableDictionary<string, long> _counts = ImmutableDictionary<string, long>.Empty;

    /// <summary>By <see cref="AdaptedValues.NumbersAsText"/>.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Adds those of a column; the first of a place is told.</summary>
    public void Note(TableName table, string column, long count)
    {
        var place = AdaptedValues.NumbersAsText(table, column);
        if (!_counts.TryGetValue(place, out var before))
        {
            NodeLog.NumberAsText(logger, nodeId, table, column);
        }

        _counts = _counts.SetItem(place, before + count);
    }
}
