namespace CdcReplicator.ChangeLog;

/// <summary>
/// The nodes' tables out of the entries seen so far. A node shows with the tables its index names once all of them have
/// come, until then with those it had: nobody takes half a catalog for the whole.
/// </summary>
internal sealed class TablePicture
{
    private readonly Dictionary<string, MetadataEntry> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TableIndex> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeTables> _single = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeTables> _whole = new(StringComparer.Ordinal);

    /// <summary>The nodes whose tables are known, by node id.</summary>
    public IReadOnlyList<NodeTables> Nodes =>
        [
            .. _whole
                .Values.Concat(_single.Values.Where(tables => !_indexes.ContainsKey(tables.NodeId)))
                .OrderBy(tables => tables.NodeId, StringComparer.Ordinal),
        ];

    /// <summary>Takes an entry, in the order of versions.</summary>
    /// <returns>Whether what <see cref="Nodes"/> shows may have changed.</returns>
    public bool Take(MetadataEntry entry)
    {
        if (entry.Key.StartsWith(TableEntries.SinglePrefix, StringComparison.Ordinal))
        {
            Set(_single, entry, MetadataJson.Default.NodeTables);
            return true;
        }

        if (!TableEntries.IsIndex(entry.Key))
        {
            return TakeTable(entry);
        }

        var node = entry.Key[TableEntries.IndexKey("").Length..];
        if (entry.Value is null)
        {
            _whole.Remove(node);
            return _indexes.Remove(node);
        }

        var index = MetadataJson.Read(entry, MetadataJson.Default.TableIndex);
        _indexes[node] = index;
        return Complete(index);
    }

    private bool TakeTable(MetadataEntry entry)
    {
        if (entry.Value is null)
        {
            _tables.Remove(entry.Key);
            return false;
        }

        _tables[entry.Key] = entry;
        // The index usually comes last; where a generation is written again it may already be there.
        return _indexes.Values.FirstOrDefault(index =>
                entry.Key.StartsWith(TableEntries.TablesOf(index), StringComparison.Ordinal)
            )
                is { } waiting
            && Complete(waiting);
    }

    private bool Complete(TableIndex index)
    {
        var prefix = TableEntries.TablesOf(index);
        var entries = _tables
            .Values.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ToList();
        if (entries.Count != index.Count)
        {
            return false;
        }

        _whole[index.NodeId] = new NodeTables(
            index.NodeId,
            index.Kind,
            [.. entries.Select(entry => MetadataJson.Read(entry, MetadataJson.Default.TableDefinition))]
        )
        {
            Ignored = index.Ignored,
        };
        return true;
    }

    private static void Set(
        Dictionary<string, NodeTables> nodes,
        MetadataEntry entry,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<NodeTables> type
    )
    {
        if (entry.Value is null)
        {
            nodes.Remove(entry.Key);
        }
        else
        {
            nodes[entry.Key] = MetadataJson.Read(entry, type);
        }
    }
}
