using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Makes shapes from names that come from outside.</summary>
internal static class RowShapes
{
    /// <summary>A shape of these columns.</summary>
    /// <exception cref="MalformedDataException">A name occurs twice.</exception>
    public static RowShape Of(IReadOnlyList<string> columns)
    {
        var seen = new HashSet<string>(columns.Count, StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (!seen.Add(column))
            {
                throw new MalformedDataException($"column '{column}' occurs twice in a row");
            }
        }

        return new RowShape(columns);
    }
}
