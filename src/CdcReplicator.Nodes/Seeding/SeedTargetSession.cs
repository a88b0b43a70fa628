using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A connection to the node that is filled.</summary>
internal sealed class SeedTargetSession : IAsyncDisposable
{
    private SeedTargetSession(IRelationalDatabase database, NodeSession session) =>
        (Database, Session) = (database, session);

    /// <summary>Its database, this session's own.</summary>
    public IRelationalDatabase Database { get; }

    /// <summary>The connection.</summary>
    public NodeSession Session { get; }

    /// <summary>Connects. The database is closed with the session.</summary>
    public static async Task<SeedTargetSession> OpenAsync(IRelationalDatabase database, CancellationToken stop)
    {
        try
        {
            var connection = await database.ConnectAsync(stop).ConfigureAwait(false);
            return new SeedTargetSession(database, new NodeSession(connection, database.Dialect.Binding));
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Runs work in one transaction. Foreign keys and triggers are silent in it where they can be.
    /// </summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken stop) =>
        RunAsync(() => Database.BeginAsync(Session, WriteSemantics.Trusted, stop), work, stop);

    /// <summary>Runs work in one transaction that is on the disk, with all before it, once this has ended.</summary>
    public Task RunDurablyAsync(Func<Task> work, CancellationToken stop) =>
        RunAsync(
            () => Database.BeginDurablyAsync(Session, WriteSemantics.Checked, stop),
            async () =>
            {
                await work().ConfigureAwait(false);
                return true;
            },
            stop
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Database.CloseAsync(Session).ConfigureAwait(false);
        await Database.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(Func<Task<IAsyncDisposable>> begin, Func<Task<T>> work, CancellationToken stop)
    {
        var held = await begin().ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            try
            {
                var result = await work().ConfigureAwait(false);
                await Database.CommitAsync(Session, stop).ConfigureAwait(false);
                return result;
            }
            catch
            {
                await AbandonAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task AbandonAsync()
    {
        try
        {
            await Database.RollbackAsync(Session).ConfigureAwait(false);
        }
        catch (Exception e) when (Database.IsDriverError(e))
        {
            // The connection is lost, and the transaction with it; what lost it is thrown already.
            Session.ForgetQueued();
        }
    }
}
