using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// The nodes' tables out of the entries seen so far. A node shows with the tables its index names once all of them have
/// come, until then with those it had: nobody takes half a catalog for the whole. One of which an entry cannot be read
/// is named as such, and no other.
/// </summary>
internal sealed class TablePicture
{
    private readonly Dictionary<string, MetadataEntry> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TableIndex> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeTables> _single = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeTables> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnreadableEntry> _unreadable = new(StringComparer.Ordinal);

    /// <summary>The nodes whose tables are known, by node id.</summary>
    public EntryList<NodeTables> Nodes =>
        new(
            [
                .. _whole
                    .Values.Concat(_single.Values.Where(tables => !_indexes.ContainsKey(tables.NodeId)))
                    .Where(tables => !_unreadable.ContainsKey(tables.NodeId))
                    .OrderBy(tables => tables.NodeId, StringComparer.Ordinal),
            ],
            [.. _unreadable.Values.OrderBy(entry => entry.NodeId, StringComparer.Ordinal)]
        );

    /// <summary>Takes an entry, in the order of versions.</summary>
    /// <returns>Whether what <see cref="Nodes"/> shows may have changed.</returns>
    public bool Take(MetadataEntry entry)
    {
        if (entry.Key.StartsWith(TableEntries.SinglePrefix, StringComparison.Ordinal))
        {
            TakeSingle(entry, entry.Key[TableEntries.SinglePrefix.Length..]);
            return true;
        }

        return TableEntries.IsIndex(entry.Key)
            ? TakeIndex(entry, entry.Key[TableEntries.IndexKey("").Length..])
            : TakeTable(entry);
    }

    private bool TakeIndex(MetadataEntry entry, string node)
    {
        if (entry.Value is null)
        {
            _whole.Remove(node);
            return _indexes.Remove(node) | _unreadable.Remove(node);
        }

        if (
            TryRead(
                node,
                () =>
                    _indexes[node] = EntryJson.ReadOf(
                        node,
                        entry,
                        ClusterJson.Default.TableIndex,
                        index => index.NodeId
                    )
            )
        )
        {
            return Complete(node, _indexes[node]);
        }

        _indexes.Remove(node);
        return true;
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
        foreach (var (node, index) in _indexes)
        {
            if (entry.Key.StartsWith(TableEntries.TablesOf(index), StringComparison.Ordinal))
            {
                return Complete(node, index);
            }
        }

        return false;
    }

    private bool Complete(string node, TableIndex index)
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

        TryRead(
            node,
            () =>
                _whole[node] = new NodeTables(
                    node,
                    index.Kind,
                    [.. entries.Select(entry => EntryJson.Read(entry, ClusterJson.Default.TableDefinition))]
                )
                {
                    Ignored = index.Ignored,
                }
        );
        return true;
    }

    private void TakeSingle(MetadataEntry entry, string node)
    {
        _single.Remove(node);
        if (entry.Value is not null)
        {
            TryRead(
                node,
                () =>
                    _single[node] = EntryJson.ReadOf(
                        node,
                        entry,
                        ClusterJson.Default.NodeTables,
                        tables => tables.NodeId
                    )
            );
        }
        else if (!_indexes.ContainsKey(node))
        {
            _unreadable.Remove(node);
        }
    }

    private bool TryRead(string node, Action read)
    {
        try
        {
            read();
            _unreadable.Remove(node);
            return true;
        }
        catch (ReplicationException error)
        {
            _unreadable[node] = new UnreadableEntry(node, error.Problem, error.Remedy);
            return false;
        }
    }
}
