using System.Globalization;
using System.Security.Cryptography;

namespace CdcReplicator.Cluster;

/// <summary>
/// Keys and values of the nodes' tables: an entry a table, since one for all outgrows what a log takes as one record. A
/// node's index is <c>tables/index/NODE</c>, its tables are <c>tables/of/NODE/GENERATION/N</c>. Versions before wrote
/// <c>table/NODE</c>, all in one.
/// </summary>
internal static class TableEntries
{
    /// <summary>Prefix of everything of this version.</summary>
    public const string Prefix = "tables/";

    /// <summary>Prefix of entries of versions before.</summary>
    public const string SinglePrefix = "table/";

    private const string Indexes = $"{Prefix}index/";
    private const string Tables = $"{Prefix}of/";

    public static string IndexKey(string nodeId) => Indexes + nodeId;

    public static bool IsIndex(string key) => key.StartsWith(Indexes, StringComparison.Ordinal);

    /// <summary>Prefix of all tables of a node, of any generation.</summary>
    public static string TablesOf(string nodeId) => $"{Tables}{Uri.EscapeDataString(nodeId)}/";

    /// <summary>Prefix of the tables that an index names.</summary>
    public static string TablesOf(TableIndex index) => $"{TablesOf(index.NodeId)}{index.Generation}/";

    /// <summary>The entries to write for a node's tables, the index apart.</summary>
    public static (TableIndex Index, IReadOnlyList<KeyValuePair<string, byte[]>> Tables) Of(NodeTables tables)
    {
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var values = new List<byte[]>();
        foreach (var table in tables.Tables)
        {
            values.Add(ClusterJson.Write(table, ClusterJson.Default.TableDefinition));
            content.AppendData(values[^1]);
        }

        var generation = Convert.ToHexStringLower(content.GetHashAndReset().AsSpan(0, 16));
        var index = new TableIndex(tables.NodeId, tables.Kind, tables.Ignored, generation, values.Count);
        var prefix = TablesOf(index);
        return (
            index,
            [
                .. values.Select(
                    (value, place) =>
                        KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"{prefix}{place:D6}"), value)
                ),
            ]
        );
    }
}
