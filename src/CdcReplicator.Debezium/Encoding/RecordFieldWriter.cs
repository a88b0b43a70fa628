using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Writes values as the fields of a row or key record.</summary>
internal static class RecordFieldWriter
{
    /// <summary>Writes the fields in order.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="table">The table, for messages.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="places">For each field, the place of its value in <paramref name="values"/>.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="InvalidValueException">A value does not fit its column.</exception>
    public static void Write(
        AvroBinaryWriter writer,
        TableName table,
        RecordField[] fields,
        ReadOnlySpan<int> places,
        ReadOnlySpan<DataValue> values
    )
    {
        for (var i = 0; i < fields.Length; i++)
        {
            try
            {
                Write(writer, fields[i], values[places[i]]);
            }
            catch (InvalidValueException e)
            {
                throw new InvalidValueException($"Column '{fields[i].Column.Name}' of table '{table}': {e.Problem}");
            }
        }
    }

    private static void Write(AvroBinaryWriter writer, RecordField field, in DataValue value)
    {
        if (!field.Column.Nullable)
        {
            if (value.IsNull)
            {
                throw new InvalidValueException("NULL is not allowed.");
            }

            ColumnFormWriter.Write(writer, field.Form, value);
            return;
        }

        if (value.IsNull)
        {
            writer.WriteNull();
            return;
        }

        writer.WritePresent();
        ColumnFormWriter.Write(writer, field.Form, value);
    }
}
