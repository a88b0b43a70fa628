using System.Collections.Concurrent;

namespace CdcReplicator.Client;

/// <summary>Takes names and values out of a dictionary, an anonymous object or a typed row.</summary>
internal static class RowReader
{
    private static readonly ConcurrentDictionary<Type, RowType> Types = new();

    public static RowValues Read(object row, string parameter)
    {
        ArgumentNullException.ThrowIfNull(row, parameter);
        return row switch
        {
            IReadOnlyDictionary<string, object?> dictionary => Copy(dictionary, dictionary.Count),
            IDictionary<string, object?> dictionary => Copy(dictionary, dictionary.Count),
            _ => Types.GetOrAdd(row.GetType(), type => RowType.Of(type)).Read(row, parameter),
        };
    }

    private static RowValues Copy(IEnumerable<KeyValuePair<string, object?>> pairs, int count)
    {
        var names = new string[count];
        var values = new object?[count];
        var i = 0;
        foreach (var (name, value) in pairs)
        {
            (names[i], values[i]) = (name, ValueCopy.Of(value));
            i++;
        }

        return new RowValues(names, values);
    }
}
