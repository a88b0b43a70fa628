using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The work of adopting on the database itself: looks what it is, signs it to ask others whether they work on it, and
/// makes it a node. Decides nothing.
/// </summary>
internal sealed class NodeAdoption : IAsyncDisposable
{
    private readonly RelationalNode _node;
    private readonly StateConnection _state;
    private readonly InstallationTables _tables;

    internal NodeAdoption(RelationalNode node)
    {
        _node = node;
        _state = new StateConnection(node);
        _tables = new InstallationTables(node.Database.Dialect);
    }

    /// <summary>The node that it becomes.</summary>
    public string NodeId => _node.Id;

    /// <summary>Where the database is; no secrets.</summary>
    public string Endpoint => _node.Endpoint;

    /// <summary>Looks; changes nothing.</summary>
    /// <exception cref="NodeFaultException">The database cannot be reached or used.</exception>
    public Task<FoundDatabase> LookAsync(CancellationToken cancellationToken) =>
        _state.ReadAsync(session => LookAsync(session, cancellationToken), "looking at its state", cancellationToken);

    /// <summary>Writes a name into the database, on the disk when this returns. It has a position.</summary>
    /// <exception cref="NodeFaultException">The database cannot be reached or used.</exception>
    public Task SignAsync(string name, CancellationToken cancellationToken) =>
        WriteAsync(session => _tables.PutOpeningAsync(session, name, cancellationToken), cancellationToken);

    /// <summary>Takes the name away.</summary>
    /// <exception cref="NodeFaultException">The database cannot be reached or used.</exception>
    public Task UnsignAsync(string name, CancellationToken cancellationToken) =>
        WriteAsync(session => _tables.RemoveOpeningAsync(session, name, cancellationToken), cancellationToken);

    /// <summary>Makes it the node, with a nonce of its own. Rows and position stay.</summary>
    /// <exception cref="NodeFaultException">The database cannot be reached or used.</exception>
    public async Task<NodeInstallation> AdoptAsync(CancellationToken cancellationToken)
    {
        var made = NodeInstallation.New(NodeId);
        await WriteAsync(session => _tables.ReplaceAsync(session, made, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return made;
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private Task<bool> WriteAsync(Func<NodeSession, Task> write, CancellationToken stop) =>
        _state.WriteAsync(
            async session =>
            {
                // Copies that earlier versions have made lack tables.
                await _state
                    .SetUpAsync(session, () => _node.State.CreateAsync(session, stop), stop)
                    .ConfigureAwait(false);
                await _state.DurablyAsync(session, () => write(session), stop).ConfigureAwait(false);
                return true;
            },
            "writing its state",
            stop
        );

    private async Task<FoundDatabase> LookAsync(NodeSession session, CancellationToken stop)
    {
        var tables = await _node.State.FindTablesAsync(session, stop).ConfigureAwait(false);
        if (
            tables.Contains(StateSchema.Seeding)
            && await session
                .AnyAsync($"SELECT 1 FROM {_node.Database.Dialect.StateTable(StateSchema.Seeding)}", [], stop)
                .ConfigureAwait(false)
        )
        {
            return new FoundDatabase { IsUnfinished = true };
        }

        if (
            !tables.Contains(StateSchema.Position)
            || !tables.Contains(StateSchema.Clock)
            || await _node.State.FindLogAsync(session, stop).ConfigureAwait(false) is not { } log
        )
        {
            return new FoundDatabase();
        }

        var installation = tables.Contains(StateSchema.Installation)
            ? await _tables.ReadAsync(session, stop).ConfigureAwait(false)
            : null;
        var position = await _node.State.ReadPositionAsync(session, stop).ConfigureAwait(false);
        return new FoundDatabase
        {
            Log = log,
            Position = position.LastAppliedSequence < 0 ? null : position,
            Installation = installation?.Installation,
            CopyOf = installation?.CopyOf,
        };
    }
}
