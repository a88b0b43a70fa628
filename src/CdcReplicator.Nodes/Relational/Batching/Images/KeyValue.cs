using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Some values of a row as one comparable thing: its key, or what a unique constraint is about. One value needs no
/// allocation.
/// </summary>
internal readonly struct KeyValue : IEquatable<KeyValue>
{
    private readonly DataValue _first;
    private readonly DataValue[]? _all;

    private KeyValue(in DataValue first, DataValue[]? all)
    {
        _first = first;
        _all = all;
    }

    /// <summary>How many values.</summary>
    public int Count => _all?.Length ?? 1;

    /// <summary>The value at a place.</summary>
    public DataValue this[int place] => _all is null ? _first : _all[place];

    /// <summary>A single value.</summary>
    public static KeyValue Of(in DataValue value) => new(value, null);

    /// <summary>The values at some places of a row.</summary>
    public static KeyValue Of(DataValue[] row, int[] places) =>
        places.Length == 1 ? new KeyValue(row[places[0]], null) : Several(row, places);

    /// <summary>Whether one of the values at some places is NULL.</summary>
    public static bool HasNull(DataValue[] row, int[] places)
    {
        foreach (var place in places)
        {
            if (row[place].IsNull)
            {
                return true;
            }
        }

        return false;
    }

    // By itself: what the lambda holds would be made for single values as well.
    private static KeyValue Several(DataValue[] row, int[] places) =>
        new(row[places[0]], Array.ConvertAll(places, place => row[place]));

    /// <inheritdoc/>
    public bool Equals(KeyValue other) =>
        _first == other._first && (_all is null || _all.AsSpan().SequenceEqual(other._all));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeyValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_all is null)
        {
            return _first.GetHashCode();
        }

        var hash = new HashCode();
        foreach (ref readonly var value in _all.AsSpan())
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
