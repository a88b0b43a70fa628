using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Which changes of a table may be taken together; worked out once, when the node is opened. Where it says no, the
/// changes are applied one by one. Why each condition is needed: DESIGN.md.
/// </summary>
internal sealed class BatchRules
{
    private BatchRules(TableMapping table) => Table = table;

    /// <summary>The table.</summary>
    public TableMapping Table { get; }

    /// <summary>Tables of a lower rank are written first, and their rows deleted last.</summary>
    public int Rank { get; private init; }

    /// <summary>Whether trusted changes may be folded by key.</summary>
    public bool TrustedByKey { get; private init; }

    /// <summary>Whether trusted inserts into a table without key may be gathered.</summary>
    public bool TrustedAppends { get; private init; }

    /// <summary>Whether checked changes may be decided in memory by key.</summary>
    public bool CheckedByKey { get; private init; }

    /// <summary>Whether checked inserts into a table without key may be gathered.</summary>
    public bool CheckedAppends { get; private init; }

    /// <summary>
    /// Whether a checked version of a row may stay unwritten: whether its values alone cannot be refused by the
    /// database.
    /// </summary>
    public bool MayHideVersions { get; private init; }

    /// <summary>Whether a write that violates a unique constraint or a foreign key is refused at once.</summary>
    public bool EnforcesAtOnce => Table.Facts.EnforcesAtOnce;

    /// <summary>Whether such a refusal names the row, and no other of the two comes before.</summary>
    public bool RefusesAtOnce => Table.Facts.RefusesAtOnce;

    /// <summary>
    /// Whether foreign keys need not be checked by the database, if the parents of everything written are asked for and
    /// held.
    /// </summary>
    public bool ProvesForeignKeys { get; private init; }

    /// <summary>Secondary unique constraints: places of their columns.</summary>
    public int[][] Uniques { get; private init; } = [];

    /// <summary>Whether the values of more columns than the key's decide whether checked changes pass.</summary>
    public bool HasConstraints => Uniques.Length > 0 || ForeignKeys.Length > 0;

    /// <summary>
    /// The columns whose values decide: those of the key, of unique constraints and of foreign keys. All are exact
    /// where checked changes are decided in memory.
    /// </summary>
    public bool[] DecidingColumns { get; private init; } = [];

    /// <summary>Foreign keys.</summary>
    public ForeignKeyRule[] ForeignKeys { get; private init; } = [];

    /// <summary>Whether foreign keys point here: then rows are deleted and moved one by one.</summary>
    public bool IsReferenced { get; private init; }

    /// <summary>Columns that foreign keys reference; they are updated one by one.</summary>
    public bool[] ReferencedColumns { get; private init; } = [];

    /// <summary>Works the rules out.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rank">See <see cref="Rank"/>.</param>
    /// <param name="references">Columns of it that foreign keys of any table reference.</param>
    /// <param name="find">The tables of the node.</param>
    public static BatchRules Of(
        TableMapping table,
        int rank,
        IReadOnlyCollection<string> references,
        Func<TableName, TableMapping?> find
    )
    {
        var (definition, facts) = (table.Definition, table.Facts);
        var silentForeignKeys =
            !facts.ForeignKeysActOnTrusted || (definition.ForeignKeys.Count == 0 && references.Count == 0);
        var trusted = !facts.ActsOnTrusted && silentForeignKeys && !HasIdentityBesideKey(table);
        var uniques = definition.Uniques.Select(unique => PlacesOf(table, unique.Columns)).ToArray();
        ForeignKeyRule[] foreignKeys =
        [
            .. definition.ForeignKeys.Select(key => RuleOf(table, key, find)).OfType<ForeignKeyRule>(),
        ];
        var decidable =
            !facts.ActsOnChecked
            && !facts.HasOpaqueConstraint
            && !HasIdentityBesideKey(table)
            && uniques.All(columns => Array.TrueForAll(columns, table.IsExact))
            && foreignKeys.Length == definition.ForeignKeys.Count;
        return new BatchRules(table)
        {
            Rank = rank,
            TrustedByKey = trusted && table.HasExactKey && table.Statements.CanUpsert,
            TrustedAppends = trusted && !table.HasKey,
            CheckedByKey = decidable && table.HasExactKey,
            // Without a key nobody could say whose the values of a unique constraint are.
            CheckedAppends = decidable && !table.HasKey && uniques.Length == 0,
            MayHideVersions =
                definition.Checks.Count == 0
                && facts is { ComputesWithValues: false, IsPartitioned: false }
                && table.Columns.All(column => IsAlwaysTaken(column.Type)),
            // What the database computes may point to a parent nobody has asked for.
            ProvesForeignKeys = decidable && facts is { MayDoWithoutTriggers: true, ComputesWithValues: false },
            Uniques = uniques,
            ForeignKeys = decidable ? foreignKeys : [],
            DecidingColumns = DecidingColumnsOf(table, [.. uniques, .. foreignKeys.Select(key => key.Columns)]),
            IsReferenced = references.Count > 0,
            ReferencedColumns = Array.ConvertAll(table.Columns, column => references.Contains(column.Name)),
        };
    }

    /// <summary>Whether a canonical value of the type is always taken by the database.</summary>
    private static bool IsAlwaysTaken(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Boolean
            or ColumnKind.Int16
            or ColumnKind.Int32
            or ColumnKind.Int64
            or ColumnKind.Float32
            or ColumnKind.Float64
            or ColumnKind.Text
            or ColumnKind.Char
            or ColumnKind.Bytes
            or ColumnKind.Uuid
            or ColumnKind.Date
            or ColumnKind.Time
            or ColumnKind.Timestamp
            or ColumnKind.TimestampTz => true,
            ColumnKind.Decimal => type.Precision is not null,
            _ => false,
        };

    private static bool HasIdentityBesideKey(TableMapping table) =>
        table.Columns.Where((column, place) => column.IdentityAlways && !table.IsKey[place]).Any();

    private static ForeignKeyRule? RuleOf(
        TableMapping table,
        ForeignKeyConstraint key,
        Func<TableName, TableMapping?> find
    )
    {
        if (find(key.References) is not { HasKey: true } parent || parent.Key.Length != key.Columns.Count)
        {
            return null;
        }

        string[] referenced = [.. key.ReferencedColumns];
        var columns = new int[parent.Key.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var at = Array.IndexOf(referenced, parent.Columns[parent.Key[i]].Name);
            columns[i] = at < 0 ? -1 : table.PlaceOf(key.Columns[at]);
            if (
                !table.IsExact(columns[i])
                || !parent.IsExact(parent.Key[i])
                || table.Columns[columns[i]].Type.Kind != parent.Columns[parent.Key[i]].Type.Kind
            )
            {
                return null;
            }
        }

        return new ForeignKeyRule(columns, parent);
    }

    private static bool[] DecidingColumnsOf(TableMapping table, IEnumerable<int[]> constraints)
    {
        var decides = (bool[])table.IsKey.Clone();
        foreach (var column in constraints.SelectMany(columns => columns).Where(column => column >= 0))
        {
            decides[column] = true;
        }

        return decides;
    }

    private static int[] PlacesOf(TableMapping table, IReadOnlyList<string> columns) =>
        [.. columns.Select(table.PlaceOf)];
}
