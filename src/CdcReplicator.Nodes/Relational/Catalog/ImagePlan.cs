using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>How the fields of a shape map to a table's columns.</summary>
/// <param name="Columns">
/// For each field its column's place, or -1 where the field is passed over (generated or ignored).
/// </param>
/// <param name="UnknownField">The first field no column was found for; null if all were.</param>
internal sealed record ImagePlan(int[] Columns, string? UnknownField)
{
    /// <summary>Works it out.</summary>
    public static ImagePlan Create(TableMapping table, RowShape shape, ColumnLookup lookup, IgnoreList ignored)
    {
        var columns = new int[shape.Columns.Count];
        string? unknown = null;
        for (var i = 0; i < columns.Length; i++)
        {
            var field = shape.Columns[i];
            if (shape.FormsOf(i).IsLeftOut)
            {
                columns[i] = -1;
                continue;
            }

            columns[i] = lookup.Find(field);
            if (columns[i] < 0 && !ignored.HasColumn(table.Name, field))
            {
                unknown ??= field;
            }
            else if (columns[i] >= 0 && table.Columns[columns[i]].Generated)
            {
                columns[i] = -1;
            }
        }

        return new ImagePlan(columns, unknown);
    }
}
