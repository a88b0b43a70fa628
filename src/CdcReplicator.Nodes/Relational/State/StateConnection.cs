using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Works on a node's state on a connection of its own, while nothing else is done with the node.
/// </summary>
internal sealed class StateConnection(RelationalNode node)
{
    /// <summary>Connects for writing, and closes afterwards.</summary>
    public Task<T> WriteAsync<T>(Func<NodeSession, Task<T>> work, string doing, CancellationToken stop) =>
        node.GuardAsync(
            async () =>
            {
                var connection = await node.Database.ConnectAsync(stop).ConfigureAwait(false);
                var session = new NodeSession(connection, node.Database.Dialect.Binding);
                try
                {
                    return await work(session).ConfigureAwait(false);
                }
                finally
                {
                    await node.Database.CloseAsync(session).ConfigureAwait(false);
                }
            },
            doing
        );

    /// <summary>Connects for reading one state, and closes afterwards.</summary>
    public Task<T> ReadAsync<T>(Func<NodeSession, Task<T>> work, string doing, CancellationToken stop) =>
        node.GuardAsync(
            async () =>
            {
                var connection = await node.Database.ConnectSnapshotAsync(stop).ConfigureAwait(false);
                var session = new NodeSession(connection, node.Database.Dialect.Binding);
                await using (session.ConfigureAwait(false))
                {
                    return await work(session).ConfigureAwait(false);
                }
            },
            doing
        );

    /// <summary>Makes what is missing of the state schema, in a transaction.</summary>
    public async Task SetUpAsync(NodeSession session, Func<Task> setUp, CancellationToken stop)
    {
        var held = await node.Database.BeginSetUpAsync(session, stop).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            await setUp().ConfigureAwait(false);
            await node.Database.CommitAsync(session, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Writes in a transaction that is on the disk when this returns.</summary>
    public async Task DurablyAsync(NodeSession session, Func<Task> write, CancellationToken stop)
    {
        var held = await node.Database.BeginDurablyAsync(session, WriteSemantics.Checked, stop).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            await write().ConfigureAwait(false);
            await node.Database.CommitAsync(session, stop).ConfigureAwait(false);
        }
    }
}
