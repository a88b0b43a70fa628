using System.Text.Json.Serialization;

namespace CdcReplicator.Lifecycle;

/// <summary>Something that tables of one name are made of on some nodes, and on others not or otherwise.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="What">What it is, with its name.</param>
/// <param name="Seen">What each node has, in its server's words; null where it has nothing.</param>
internal sealed record SchemaDifference(string Table, string What, IReadOnlyDictionary<string, string?> Seen)
{
    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Text
    {
        get
        {
            var seen = Seen.GroupBy(node => node.Value, node => node.Key)
                .Select(group =>
                {
                    var nodes = string.Join(" and ", group.Order(StringComparer.Ordinal));
                    return group.Key is { } text ? $"'{text}' on {nodes}" : $"missing on {nodes}";
                })
                .Order(StringComparer.Ordinal);
            return $"{Table}: {What}: {string.Join(", ", seen)}.";
        }
    }
}
