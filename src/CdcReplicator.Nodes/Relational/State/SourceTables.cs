using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Which tables each captured source has written, kept in the node: a whole snapshot without a row of one of them says
/// that it is empty in the source.
/// </summary>
internal sealed class SourceTables(ISqlDialect dialect)
{
    private readonly string _stored = dialect.StateTable(StateSchema.SourceTables);
    private readonly HashSet<(string Source, TableName Table)> _known = [];

    /// <summary>Reads what the node knows.</summary>
    public async Task LoadAsync(NodeSession session, CancellationToken stop)
    {
        _known.Clear();
        var sql = $"SELECT source, table_name FROM {_stored}";
        ColumnType[] types = [StateTypes.Text, StateTypes.Text];
        await foreach (var row in session.RowsAsync(sql, [], types, stop).ConfigureAwait(false))
        {
            _known.Add((row[0].AsText(), TableName.Parse(row[1].AsText())));
        }
    }

    /// <summary>The tables of a source, in the order of their names.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="touched">What the open transaction has touched.</param>
    public IEnumerable<TableName> Of(string source, TouchedTables touched) =>
        _known
            .Union(touched.BySource)
            .Where(known => known.Source == source)
            .Select(known => known.Table)
            .OrderBy(table => table.ToString(), StringComparer.Ordinal);

    /// <summary>Writes down what a transaction has touched, in that transaction.</summary>
    public async Task NoteAsync(NodeSession session, TouchedTables touched, CancellationToken stop)
    {
        foreach (var (source, table) in touched.BySource)
        {
            if (!_known.Contains((source, table)))
            {
                var sql =
                    $"INSERT INTO {_stored} (source, table_name) VALUES ($1, $2) "
                    + "ON CONFLICT (source, table_name) DO NOTHING";
                await session
                    .QueueAsync(sql, [StateTypes.Of(source), StateTypes.Of(table.ToString())], stop)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>That transaction has committed.</summary>
    public void Committed(TouchedTables touched) => _known.UnionWith(touched.BySource);
}
