using System.Collections.Concurrent;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Reads row images and keys without schema. Images with the same columns in the same order share one shape.
/// </summary>
internal sealed class JsonUntypedRows
{
    // Bounds memory against records with ever new names; a cluster has far fewer.
    private const long MaxNameBytes = 64L << 20;
    private const int BytesBesideName = 64;
    private readonly ConcurrentDictionary<int, NamedShape> _shapes = new();
    private long _nameBytes;

    /// <summary>Reads the object the cursor stands on.</summary>
    public RowImage Read(ref JsonCursor cursor)
    {
        cursor.Expect(JsonTokenType.StartObject);
        var ahead = cursor;
        var (count, hash) = Measure(ref ahead);
        if (!_shapes.TryGetValue(hash, out var named) || !HasNames(cursor, named.Names, count))
        {
            named = ReadNames(cursor, count);
            var bytes = named.Names.Sum(name => (long)(name.Length * sizeof(char)) + BytesBesideName);
            if (Interlocked.Read(ref _nameBytes) + bytes <= MaxNameBytes)
            {
                Interlocked.Add(ref _nameBytes, bytes);
                _shapes[hash] = named;
            }
        }

        var values = new DataValue[count];
        for (var i = 0; i < count; i++)
        {
            cursor.Next(JsonTokenType.PropertyName);
            cursor.Next();
            values[i] = JsonUntypedValues.Read(ref cursor);
        }

        cursor.Next(JsonTokenType.EndObject);
        return new RowImage(named.Shape, values);
    }

    private static (int Count, int Hash) Measure(ref JsonCursor cursor)
    {
        var count = 0;
        var hash = new HashCode();
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            hash.AddBytes(cursor.Reader.ValueSpan);
            hash.Add(count++);
            cursor.Next();
            cursor.Reader.Skip();
        }

        return (count, hash.ToHashCode());
    }

    private static bool HasNames(JsonCursor cursor, string[] names, int count)
    {
        if (names.Length != count)
        {
            return false;
        }

        foreach (var name in names)
        {
            cursor.Next();
            if (!cursor.Reader.ValueTextEquals(name))
            {
                return false;
            }

            cursor.Next();
            cursor.Reader.Skip();
        }

        return true;
    }

    private static NamedShape ReadNames(JsonCursor cursor, int count)
    {
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            cursor.Next();
            names[i] = cursor.Reader.GetString()!;
            cursor.Next();
            cursor.Reader.Skip();
        }

        return new NamedShape(names, RowShapes.Of([.. names.Select(ColumnNames.Repair)]));
    }

    // The names as they stand on the wire, and the shape with damaged ones repaired.
    private sealed record NamedShape(string[] Names, RowShape Shape);
}
