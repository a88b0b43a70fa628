using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Reads and writes who a database is and who has opened it. Inside a database transaction.</summary>
internal sealed class InstallationTables(ISqlDialect dialect)
{
    /// <summary>So many appliers are remembered. One that is forgotten signs again when it looks.</summary>
    private const int Remembered = 500;

    private readonly string _installation = dialect.StateTable(StateSchema.Installation);
    private readonly string _openings = dialect.StateTable(StateSchema.Openings);

    /// <summary>Gives a database that has none a name and a nonce, before the next statement at the latest.</summary>
    public Task PutIfMissingAsync(NodeSession session, string nodeId, CancellationToken stop)
    {
        var made = NodeInstallation.New(nodeId);
        return session.QueueAsync(
            $"INSERT INTO {_installation} (id, node_id, nonce) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING",
            [StateTypes.Of(made.NodeId), StateTypes.Of(made.Nonce)],
            stop
        );
    }

    /// <summary>Who the database is, and of which original it was found to be a copy; null if of none.</summary>
    public async Task<(NodeInstallation Installation, string? CopyOf)?> ReadAsync(
        NodeSession session,
        CancellationToken stop
    )
    {
        ColumnType[] types = [StateTypes.Text, StateTypes.Text, StateTypes.Text];
        var sql = $"SELECT node_id, nonce, copy_of FROM {_installation}";
        return await session.FirstRowAsync(sql, [], types, stop).ConfigureAwait(false) is { } row
            ? (new NodeInstallation(row[0].AsText(), row[1].AsText()), row[2].AsNullableText())
            : null;
    }

    /// <summary>Requires that the database is this node's, and no copy of one in use.</summary>
    /// <exception cref="NodeFaultException">It is another node's, or a copy.</exception>
    public async Task RequireAsync(NodeSession session, string nodeId, CancellationToken stop)
    {
        var (found, copyOf) = (await ReadAsync(session, stop).ConfigureAwait(false))!.Value;
        if (copyOf is not null)
        {
            throw InstallationFaults.Copy(nodeId, copyOf);
        }

        if (found.NodeId != nodeId)
        {
            throw InstallationFaults.OtherNode(found.NodeId, nodeId);
        }
    }

    /// <summary>Makes the database a node, whatever it was, and forgets who opened it.</summary>
    public async Task ReplaceAsync(NodeSession session, NodeInstallation made, CancellationToken stop)
    {
        await session.ExecuteAsync($"DELETE FROM {_installation}", [], stop).ConfigureAwait(false);
        await session.ExecuteAsync($"DELETE FROM {_openings}", [], stop).ConfigureAwait(false);
        await session
            .ExecuteAsync(
                $"INSERT INTO {_installation} (id, node_id, nonce) VALUES (1, $1, $2)",
                [StateTypes.Of(made.NodeId), StateTypes.Of(made.Nonce)],
                stop
            )
            .ConfigureAwait(false);
    }

    /// <summary>Writes down of which original the database is a copy.</summary>
    public Task PutCopyOfAsync(NodeSession session, string original, CancellationToken stop) =>
        session.ExecuteAsync($"UPDATE {_installation} SET copy_of = $1", [StateTypes.Of(original)], stop);

    /// <summary>Whether an applier has opened the database.</summary>
    public Task<bool> HasOpenedAsync(NodeSession session, string applierId, CancellationToken stop) =>
        session.AnyAsync($"SELECT opening FROM {_openings} WHERE applier_id = $1", [StateTypes.Of(applierId)], stop);

    /// <summary>Writes down that an applier opens it.</summary>
    public async Task PutOpeningAsync(NodeSession session, string applierId, CancellationToken stop)
    {
        await session
            .ExecuteAsync(
                $"INSERT INTO {_openings} (applier_id, opening) "
                    + $"SELECT $1, COALESCE((SELECT MAX(opening) FROM {_openings}), 0) + 1",
                [StateTypes.Of(applierId)],
                stop
            )
            .ConfigureAwait(false);
        await session
            .ExecuteAsync(
                $"DELETE FROM {_openings} WHERE opening <= (SELECT MAX(opening) FROM {_openings}) - $1",
                [StateTypes.Of(Remembered)],
                stop
            )
            .ConfigureAwait(false);
    }

    /// <summary>Forgets that one opened it.</summary>
    public Task RemoveOpeningAsync(NodeSession session, string applierId, CancellationToken stop) =>
        session.ExecuteAsync($"DELETE FROM {_openings} WHERE applier_id = $1", [StateTypes.Of(applierId)], stop);
}
