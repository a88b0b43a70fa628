using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Makes shapes from names that come from outside.</summary>
internal static class RowShapes
{
    /// <summary>A shape of these columns.</summary>
    /// <exception cref="MalformedDataException">A name occurs twice.</exception>
    public static RowShape Of(IReadOnlyList<string> columns, ValueForms[]? forms = null)
    {
        var seen = new HashSet<string>(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (forms?[i].IsLeftOut != true && !seen.Add(columns[i]))
            {
                throw new MalformedDataException($"column '{columns[i]}' occurs twice in a row");
            }
        }

        return new RowShape(columns, forms);
    }
}
