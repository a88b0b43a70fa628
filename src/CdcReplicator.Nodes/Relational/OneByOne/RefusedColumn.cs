using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The column whose value a database refuses as such, whatever row it stands in.</summary>
internal static class RefusedColumn
{
    /// <summary>Its name; null if there is none, or if the database does not know it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="table">The row's table.</param>
    /// <param name="columns">Places of the columns that are written.</param>
    /// <param name="valueAt">The value at a place.</param>
    /// <param name="stop">Gives it up.</param>
    public static async Task<string?> FindAsync(
        IRelationalDatabase database,
        TableMapping table,
        int[] columns,
        Func<int, DataValue> valueAt,
        CancellationToken stop
    )
    {
        var values = Array.ConvertAll(columns, column => new BoundValue(valueAt(column), table.Columns[column].Type));
        return await database.FindRefusedAsync(values, stop).ConfigureAwait(false) is { } refused
            ? table.Columns[columns[refused]].Name
            : null;
    }

    /// <summary>What the database says of it, with its name.</summary>
    public static string Name(string column, string problem) => $"column '{column}': {problem}";
}
