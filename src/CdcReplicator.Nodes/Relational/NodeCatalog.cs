using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The tables of an open node.</summary>
internal sealed class NodeCatalog
{
    private readonly Dictionary<TableName, TableMapping> _tables = [];

    /// <summary>A catalog of what was found, without what is ignored.</summary>
    /// <exception cref="UnsupportedTypeException">A column cannot be carried and is not ignored.</exception>
    public NodeCatalog(IEnumerable<CatalogTable> found, ISqlDialect dialect, IgnoreList ignored)
    {
        Ignored = ignored;
        var deferred = new List<string>();
        foreach (var table in found)
        {
            if (ignored.HasTable(table.Definition.Name))
            {
                continue;
            }

            var kept = Keep(table, ignored);
            dialect.RequireSupported(kept.Definition);
            deferred.AddRange(kept.DeferredConstraints);
            _tables.Add(kept.Definition.Name, new TableMapping(kept, dialect, ignored));
        }

        DeferredConstraints = deferred;
    }

    /// <summary>What the node deliberately has not got.</summary>
    public IgnoreList Ignored { get; }

    /// <summary>Quoted names of all constraints that are checked at commit by themselves.</summary>
    public IReadOnlyList<string> DeferredConstraints { get; }

    /// <summary>Definitions of all tables, by name.</summary>
    public IReadOnlyList<TableDefinition> Definitions =>
        [.. _tables.Values.Select(t => t.Definition).OrderBy(t => t.Name.ToString(), StringComparer.Ordinal)];

    /// <summary>The table of that name, or null.</summary>
    public TableMapping? Find(TableName name) => _tables.GetValueOrDefault(name);

    private static CatalogTable Keep(CatalogTable table, IgnoreList ignored)
    {
        var definition = table.Definition;
        ColumnDefinition[] columns =
        [
            .. definition.Columns.Where(column => !ignored.HasColumn(definition.Name, column.Name)),
        ];
        return columns.Length == definition.Columns.Count
            ? table
            : table with
            {
                Definition = definition with { Columns = columns },
            };
    }
}
