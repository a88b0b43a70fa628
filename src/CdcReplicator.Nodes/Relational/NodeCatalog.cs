using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The tables of an open node.</summary>
internal sealed class NodeCatalog
{
    private readonly Dictionary<TableName, TableMapping> _tables = [];
    private readonly Dictionary<TableMapping, BatchRules> _rules = [];

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
            UnusableKeys.Refuse(kept.Definition);
            deferred.AddRange(kept.DeferredConstraints);
            _tables.Add(kept.Definition.Name, new TableMapping(kept, dialect, ignored));
        }

        DeferredConstraints = deferred;
        var references = _tables
            .Values.SelectMany(table => table.Definition.ForeignKeys)
            .ToLookup(key => key.References, key => key.ReferencedColumns);
        var ranks = TableRanks.Of([.. _tables.Values.Select(table => table.Definition)]);
        foreach (var table in _tables.Values)
        {
            var referenced = references[table.Name].SelectMany(columns => columns).ToHashSet(StringComparer.Ordinal);
            _rules.Add(table, BatchRules.Of(table, ranks[table.Name], referenced, Find));
        }
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

    /// <summary>What may be batched of a table.</summary>
    public BatchRules RulesOf(TableMapping table) => _rules[table];

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
