using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// Takes a value as it is now: what the caller may change later (a buffer used again, a list that grows) is copied, in
/// depth. What cannot change is kept. Types stay as far as they matter for what a column takes.
/// </summary>
internal static class ValueCopy
{
    public static object? Of(object? value) =>
        value switch
        {
            null or string => value,
            byte[] bytes => bytes.Clone(),
            Memory<byte> bytes => bytes.ToArray(),
            ReadOnlyMemory<byte> bytes => bytes.ToArray(),
            ArraySegment<byte> bytes => bytes.ToArray(),
            JsonElement element => element.ValueKind == JsonValueKind.Undefined ? element : element.Clone(),
            DataValue { Kind: DataKind.Bytes } data => DataValue.Bytes([.. data.AsBytes()]),
            DataValue { Kind: DataKind.Array } data => DataValue.Array([
                .. data.AsArray().Select(element => (DataValue)Of(element)!),
            ]),
            ValueType => value,
            JsonDocument document => document.RootElement.Clone(),
            JsonNode node => node.DeepClone(),
            XElement element => new XElement(element),
            XDocument document => new XDocument(document),
            BitArray bits => bits.Clone(),
            IDictionary<string, string?> map => new Dictionary<string, string?>(map, StringComparer.Ordinal),
            IReadOnlyDictionary<string, string?> map => new Dictionary<string, string?>(map, StringComparer.Ordinal),
            Array array => OfArray(array),
            IEnumerable elements => OfSequence(elements),
            _ => value,
        };

    private static Array OfArray(Array array)
    {
        var copy = (Array)array.Clone();
        // Of several dimensions nothing is taken, and elements that are plain values went with the array.
        if (copy.Rank == 1 && !copy.GetType().GetElementType()!.IsValueType)
        {
            var first = copy.GetLowerBound(0);
            for (var i = first; i < first + copy.Length; i++)
            {
                copy.SetValue(Of(copy.GetValue(i)), i);
            }
        }

        return copy;
    }

    private static List<object?> OfSequence(IEnumerable elements)
    {
        var copy = new List<object?>();
        foreach (var element in elements)
        {
            copy.Add(Of(element));
        }

        return copy;
    }
}
