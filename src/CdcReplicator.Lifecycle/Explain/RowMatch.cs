using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>Whether a change of the log is one of a row. Pure.</summary>
/// <param name="table">Its table.</param>
/// <param name="key">Its key, as nodes compare it.</param>
internal sealed class RowMatch(TableDefinition table, string key)
{
    /// <summary>Whether a change writes, moves or deletes it; a TRUNCATE deletes every row.</summary>
    public bool Is(RowChange change) =>
        change.Table == table.Name
        && (
            change.Operation == ChangeOperation.Truncate
            || IsKey(change.Key)
            || IsKey(change.After)
            || (change.Key is null && IsKey(change.Before))
        );

    private bool IsKey(RowImage? image)
    {
        if (image is not { } given)
        {
            return false;
        }

        var values = new DataValue[table.PrimaryKey.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var column = table.FindColumn(table.PrimaryKey[i])!;
            if (!given.TryGet(column.Name, out var value) || Coerced(given, column, value) is not { } canonical)
            {
                return false;
            }

            values[i] = canonical;
        }

        return RowKeyJson.Write(table, values) == key;
    }

    private static DataValue? Coerced(RowImage image, ColumnDefinition column, DataValue value)
    {
        try
        {
            var forms = image.Shape.FormsOf(image.Shape.IndexOf(column.Name));
            return ValueCoercion.Coerce(value, column.Type, forms);
        }
        catch (InvalidValueException)
        {
            // No node has a row of such a key.
            return null;
        }
    }
}
