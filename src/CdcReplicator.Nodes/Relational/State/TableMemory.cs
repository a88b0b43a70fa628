using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Which tables had rows when the node was last looked at, kept in the node. A table marked so has had no row deleted
/// by the log since, so if it is empty or gone, somebody else has taken its rows. Only tables the log has written are
/// known, and no partitions: those come and go by design. See DESIGN.md.
/// </summary>
internal sealed class TableMemory(ISqlDialect dialect, RowsWithoutPosition rowsWithoutPosition)
{
    /// <summary>What an operator accepts of a node that has rows and no position.</summary>
    public const string AllRows = "rows";

    /// <summary>
    /// Stands in the table of known tables from the first look on; marked once the node has a position.
    /// </summary>
    private const string Looked = "";

    /// <summary>Tables in one question.</summary>
    private const int AskedTogether = 100;

    private readonly string _known = dialect.StateTable(StateSchema.KnownTables);
    private readonly string _accepted = dialect.StateTable(StateSchema.Accepted);
    private readonly Dictionary<TableName, bool> _hasRows = [];
    private readonly HashSet<TableMapping> _unsure = [];
    private NodeCatalog? _catalog;
    private bool _hasLooked;
    private bool _hadPosition;

    /// <summary>Whether something of the node's tables is written down.</summary>
    public bool HasLooked => _hasLooked;

    /// <summary>Whether there is something to find out and to write down.</summary>
    public bool IsUnsure(NodePosition position) =>
        _unsure.Count > 0 || !_hasLooked || _hadPosition != (position.LastAppliedSequence >= 0);

    /// <summary>Compares the tables of a node that is being opened with what it knew of them.</summary>
    /// <returns>What is wrong with the node unless the log is empty.</returns>
    /// <exception cref="NodeFaultException">Tables have lost their rows.</exception>
    public async Task<NodeFaultException?> CompareAsync(
        NodeSession session,
        NodeCatalog catalog,
        NodePosition position,
        CancellationToken stop
    )
    {
        _catalog = catalog;
        await LoadAsync(session, stop).ConfigureAwait(false);
        var accepted = await ReadAcceptedAsync(session, stop).ConfigureAwait(false);
        var hasLostPosition = _hadPosition && position.LastAppliedSequence < 0;
        if (hasLostPosition)
        {
            (_hasLooked, _hadPosition) = (false, false);
        }

        if (_hasLooked)
        {
            var lost = await FindLostAsync(session, stop).ConfigureAwait(false);
            foreach (var (name, _) in lost.Where(table => accepted.Contains(table.Name.ToString())))
            {
                await ForgetAsync(session, name, stop).ConfigureAwait(false);
            }

            lost = [.. lost.Where(table => !accepted.Contains(table.Name.ToString()))];
            return lost.Count > 0 ? throw MemoryFaults.RowsLost(lost, _accepted) : null;
        }

        TableMapping[] tables = [.. catalog.Tables.Where(table => !table.IsPartition)];
        _unsure.UnionWith(tables.Except(await FindEmptyAsync(session, tables, stop).ConfigureAwait(false)));

        var explained =
            position.LastAppliedSequence >= 0
            || accepted.Contains(AllRows)
            || (rowsWithoutPosition == RowsWithoutPosition.Apply && !hasLostPosition);
        return explained || _unsure.Count == 0
            ? null
            : MemoryFaults.RowsWithoutPosition([.. _unsure.Select(table => table.Name)], _accepted);
    }

    /// <summary>Whether a table that had rows has none now, although nothing in the log took them.</summary>
    public async Task<bool> HasLostRowsAsync(NodeSession session, CancellationToken stop) =>
        (await FindLostAsync(session, stop).ConfigureAwait(false)).Count > 0;

    /// <summary>Takes in what a transaction has touched, in that transaction, before it moves the position.</summary>
    public async Task NoteAsync(NodeSession session, TouchedTables touched, CancellationToken stop)
    {
        foreach (var table in touched.WithDeletes.SelectMany(_catalog!.LosingRowsWith))
        {
            if (_hasRows.GetValueOrDefault(table.Name))
            {
                var sql = $"UPDATE {_known} SET has_rows = 0 WHERE table_name = $1";
                await session.QueueAsync(sql, [StateTypes.Of(table.Name.ToString())], stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>That transaction has committed.</summary>
    public void Committed(TouchedTables touched)
    {
        foreach (var table in touched.WithDeletes.SelectMany(_catalog!.LosingRowsWith))
        {
            if (_hasRows.GetValueOrDefault(table.Name))
            {
                _hasRows[table.Name] = false;
                _unsure.Add(table);
            }
        }

        foreach (var table in touched.All)
        {
            if (!table.IsPartition && !_hasRows.GetValueOrDefault(table.Name))
            {
                _unsure.Add(table);
            }
        }
    }

    /// <summary>
    /// Finds out what is unsure and writes it down; in a transaction that moves the position, so that nobody else has
    /// written meanwhile.
    /// </summary>
    public async Task RecordAsync(NodeSession session, NodePosition position, CancellationToken stop)
    {
        foreach (var table in _unsure.Except(await FindEmptyAsync(session, _unsure, stop).ConfigureAwait(false)))
        {
            await PutAsync(session, table.Name.ToString(), hasRows: true, stop).ConfigureAwait(false);
            _hasRows[table.Name] = true;
        }

        _unsure.Clear();
        (_hasLooked, _hadPosition) = (true, position.LastAppliedSequence >= 0);
        await PutAsync(session, Looked, _hadPosition, stop).ConfigureAwait(false);
        var sql = $"DELETE FROM {_accepted} WHERE what = $1";
        await session.ExecuteAsync(sql, [StateTypes.Of(AllRows)], stop).ConfigureAwait(false);
    }

    private async Task LoadAsync(NodeSession session, CancellationToken stop)
    {
        _hasRows.Clear();
        _unsure.Clear();
        (_hasLooked, _hadPosition) = (false, false);
        var sql = $"SELECT table_name, has_rows FROM {_known}";
        ColumnType[] types = [StateTypes.Text, StateTypes.Number];
        await foreach (var row in session.RowsAsync(sql, [], types, stop).ConfigureAwait(false))
        {
            var (name, hasRows) = (row[0].AsText(), row[1].AsInt64() != 0);
            if (name == Looked)
            {
                (_hasLooked, _hadPosition) = (true, hasRows);
                continue;
            }

            _hasRows[TableName.Parse(name)] = hasRows;
            if (!hasRows && _catalog!.Find(TableName.Parse(name)) is { } table)
            {
                _unsure.Add(table);
            }
        }
    }

    private async Task<HashSet<string>> ReadAcceptedAsync(NodeSession session, CancellationToken stop)
    {
        var accepted = new HashSet<string>(StringComparer.Ordinal);
        var sql = $"SELECT what FROM {_accepted}";
        await foreach (var row in session.RowsAsync(sql, [], [StateTypes.Text], stop).ConfigureAwait(false))
        {
            accepted.Add(row[0].AsText());
        }

        return accepted;
    }

    private async Task<IReadOnlyList<(TableName Name, bool IsThere)>> FindLostAsync(
        NodeSession session,
        CancellationToken stop
    )
    {
        TableName[] known =
        [
            .. _hasRows
                .Where(table => table.Value && !_catalog!.Ignored.HasTable(table.Key))
                .Select(table => table.Key)
                .OrderBy(name => name.ToString(), StringComparer.Ordinal),
        ];
        TableMapping[] found = [.. known.Select(name => _catalog!.Find(name)).OfType<TableMapping>()];
        var empty = await FindEmptyAsync(session, found, stop).ConfigureAwait(false);
        return
        [
            .. known.Where(name => _catalog!.Find(name) is null).Select(name => (name, false)),
            .. empty.Select(table => (table.Name, true)),
        ];
    }

    private static async Task<List<TableMapping>> FindEmptyAsync(
        NodeSession session,
        IEnumerable<TableMapping> asked,
        CancellationToken stop
    )
    {
        var empty = new List<TableMapping>();
        foreach (var tables in asked.Chunk(AskedTogether))
        {
            var sql = string.Join(
                " UNION ALL ",
                tables.Select((table, i) => $"SELECT CAST({i} AS bigint) WHERE NOT EXISTS ({table.Statements.AnyRow})")
            );
            await foreach (var row in session.RowsAsync(sql, [], [StateTypes.Number], stop).ConfigureAwait(false))
            {
                empty.Add(tables[row[0].AsInt64()]);
            }
        }

        return empty;
    }

    private Task<int> PutAsync(NodeSession session, string name, bool hasRows, CancellationToken stop)
    {
        var sql =
            $"INSERT INTO {_known} (table_name, has_rows) VALUES ($1, $2) "
            + "ON CONFLICT (table_name) DO UPDATE SET has_rows = excluded.has_rows";
        return session.ExecuteAsync(sql, [StateTypes.Of(name), StateTypes.Of(hasRows ? 1 : 0)], stop);
    }

    // The loss is accepted once: the next one of the same table is another one.
    private async Task ForgetAsync(NodeSession session, TableName name, CancellationToken stop)
    {
        BoundValue[] values = [StateTypes.Of(name.ToString())];
        await session.ExecuteAsync($"DELETE FROM {_known} WHERE table_name = $1", values, stop).ConfigureAwait(false);
        await session.ExecuteAsync($"DELETE FROM {_accepted} WHERE what = $1", values, stop).ConfigureAwait(false);
        _hasRows.Remove(name);
    }
}
