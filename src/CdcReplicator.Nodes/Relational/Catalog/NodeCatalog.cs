using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The tables of an open node.</summary>
internal sealed class NodeCatalog
{
    private readonly ISqlDialect _dialect;
    private readonly Dictionary<TableName, TableMapping> _tables = [];
    private readonly Dictionary<TableName, string> _declared = [];
    private readonly Dictionary<TableMapping, BatchRules> _rules = [];
    private readonly Dictionary<TableMapping, IReadOnlyCollection<TableMapping>> _losing = [];

    /// <summary>A catalog of what was found, without what is ignored.</summary>
    /// <exception cref="UnsupportedTypeException">A column cannot be carried and is not ignored.</exception>
    /// <exception cref="NodeFaultException">Tables hide rows, or two have one name.</exception>
    public NodeCatalog(
        IEnumerable<CatalogTable> found,
        ISqlDialect dialect,
        IgnoreList ignored,
        TakenAway? takenAway = null
    )
    {
        Ignored = ignored;
        TakenAway = takenAway ?? TakenAway.Nothing;
        _dialect = dialect;
        var deferred = new List<string>();
        var hiding = new List<string>();
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
            if (kept.HidesRows)
            {
                hiding.Add(kept.Definition.Name.ToString());
            }

            if (
                !_tables.TryAdd(
                    kept.Definition.Name,
                    new TableMapping(kept, dialect, ignored) { TakenAway = TakenAway }
                )
            )
            {
                var name = kept.Definition.Name;
                throw CatalogFaults.SameName(name, _declared[name], kept.DeclaredAs ?? dialect.Table(name));
            }

            _declared.Add(kept.Definition.Name, kept.DeclaredAs ?? dialect.Table(kept.Definition.Name));
        }

        if (hiding.Count > 0)
        {
            throw CatalogFaults.RowsHidden(hiding);
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

    /// <summary>What schema changes in the log have taken away.</summary>
    public TakenAway TakenAway { get; }

    /// <summary>Quoted names of all constraints that are checked at commit by themselves.</summary>
    public IReadOnlyList<string> DeferredConstraints { get; }

    /// <summary>Definitions of all tables, by name.</summary>
    public IReadOnlyList<TableDefinition> Definitions =>
        [.. _tables.Values.Select(t => t.Definition).OrderBy(t => t.Name.ToString(), StringComparer.Ordinal)];

    /// <summary>All tables.</summary>
    public IReadOnlyCollection<TableMapping> Tables => _tables.Values;

    /// <summary>
    /// The tables that may lose rows where rows of one are deleted: itself, those that reference it, directly or not,
    /// and all if a trigger acts.
    /// </summary>
    public IReadOnlyCollection<TableMapping> LosingRowsWith(TableMapping table)
    {
        if (_losing.TryGetValue(table, out var losing))
        {
            return losing;
        }

        var found = new HashSet<TableMapping> { table };
        for (var next = new Queue<TableMapping>(found); next.TryDequeue(out var parent); )
        {
            var acts = parent.Facts.ActsOnChecked || parent.Facts.ActsOnTrusted;
            foreach (var other in _tables.Values)
            {
                var refers = other.Definition.ForeignKeys.Any(key => key.References == parent.Name);
                if ((acts || refers) && found.Add(other))
                {
                    next.Enqueue(other);
                }
            }
        }

        _losing.Add(table, found);
        return found;
    }

    /// <summary>The table of that name, or null.</summary>
    public TableMapping? Find(TableName name) => _tables.GetValueOrDefault(name);

    /// <summary>That a table is not there.</summary>
    public NodeFaultException TableMissing(TableName name) => CatalogFaults.TableMissing(name, _dialect.Table(name));

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
