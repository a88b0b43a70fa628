using System.Text;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads row images and keys of one struct schema. All its images share one shape.</summary>
internal sealed class JsonRowPlan
{
    private readonly byte[][] _names;
    private readonly ValuePlan[] _columns;
    private readonly RowShape _shape;

    /// <summary>Compiles a struct.</summary>
    /// <exception cref="MalformedDataException">It is not a struct, or names a column twice.</exception>
    public JsonRowPlan(FieldType type, UnavailablePlaceholder placeholder)
    {
        if (type.Base != BaseType.Struct)
        {
            throw new MalformedDataException($"a row or key is a {type.Base}, not a struct");
        }

        _names = [.. type.Fields.Select(f => Encoding.UTF8.GetBytes(f.Name))];
        _columns = [.. type.Fields.Select(f => new ValuePlan(f.Type, placeholder))];
        _shape = RowShapes.Of([.. type.Fields.Select(f => f.ColumnName)]);
    }

    /// <summary>Reads the object the cursor stands on.</summary>
    public RowImage Read(ref JsonCursor cursor)
    {
        cursor.Expect(JsonTokenType.StartObject);
        var values = new DataValue[_columns.Length];
        var next = 0;
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            // Fields come in the schema's order; anything else is looked up.
            var index =
                next < _names.Length && cursor.Reader.ValueTextEquals(_names[next]) ? next : IndexOf(ref cursor);
            next = index + 1;
            cursor.Next();
            values[index] = JsonValues.Read(ref cursor, _columns[index]);
        }

        return new RowImage(_shape, values);
    }

    private int IndexOf(ref JsonCursor cursor)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (cursor.Reader.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        throw new MalformedDataException($"field '{cursor.Reader.GetString()}' is not in the record's schema");
    }
}
