using System.Data.Common;
using CdcReplicator.Client;
using CdcReplicator.Router;

namespace CdcReplicator;

/// <summary>
/// One user's thread of writes and reads: reads see the session's own writes, and what one read has seen the next one
/// sees too, whichever nodes serve them. Cheap; safe for concurrent use. Its <see cref="Token"/> carries it to another
/// process.
/// </summary>
public sealed class CdcSession
{
    private readonly CdcCluster _cluster;
    private readonly ClusterLifetime _lifetime;
    private readonly SessionReads _reads;

    internal CdcSession(CdcCluster cluster, ClusterParts parts, SessionToken? token)
    {
        _cluster = cluster;
        _lifetime = parts.Lifetime;
        _reads = new SessionReads(parts.Router, parts.Log, token, parts.Clock);
    }

    /// <summary>
    /// The position the session's next read must have reached, as far as it is known without asking a node;
    /// <see cref="GetTokenAsync"/> covers what open and past reads have seen.
    /// </summary>
    public SessionToken Token => _reads.Token;

    /// <summary>
    /// A token that covers all writes of the session and everything its reads can have seen, to go on with in another
    /// process.
    /// </summary>
    public Task<SessionToken> GetTokenAsync(CancellationToken cancellationToken = default) =>
        _lifetime.RunAsync(_reads.CatchUpAsync, cancellationToken);

    /// <summary>Builds and commits one transaction; the session's reads see it from now on.</summary>
    /// <exception cref="CommitOutcomeUnknownException">
    /// It was sent and no answer came; settle it with <see cref="RetryAsync"/> to see it.
    /// </exception>
    public async Task<CommitReceipt> WriteAsync(
        Action<CdcTransaction> build,
        Durability? durability = null,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return Note(await _cluster.WriteAsync(build, durability, cancellationToken).ConfigureAwait(false));
        }
        catch (DurabilityNotReachedException error)
        {
            Note(error.Receipt);
            throw;
        }
    }

    /// <summary>As <see cref="CdcCluster.RetryAsync"/>; the session's reads see the transaction from now on.</summary>
    public async Task<CommitReceipt> RetryAsync(
        PendingTransaction pending,
        Durability? durability = null,
        CancellationToken cancellationToken = default
    ) => Note(await _cluster.RetryAsync(pending, durability, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Opens a read-only connection on a node that is as fresh as asked and at least as fresh as the session.
    /// </summary>
    /// <param name="level">
    /// Default <see cref="ReadLevel.Session"/>. <see cref="ReadLevel.Any"/> leaves the session's order.
    /// </param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="NoNodeAvailableException">No node qualified within the read timeout.</exception>
    public Task<DbConnection> OpenConnectionAsync(
        ReadLevel? level = null,
        CancellationToken cancellationToken = default
    ) => OpenConnectionAsync<DbConnection>(level, cancellationToken);

    /// <summary>
    /// Opens a read-only connection on a node whose driver's connections are <typeparamref name="TConnection"/>, for
    /// whoever can use no other: NpgsqlConnection or SqliteConnection. Else as
    /// <see cref="OpenConnectionAsync(ReadLevel?, CancellationToken)"/>.
    /// </summary>
    /// <exception cref="NoNodeAvailableException">No node of the kind qualified within the read timeout.</exception>
    /// <exception cref="NotSupportedException">No kind of node gives such connections.</exception>
    public Task<TConnection> OpenConnectionAsync<TConnection>(
        ReadLevel? level = null,
        CancellationToken cancellationToken = default
    )
        where TConnection : DbConnection
    {
        return _lifetime.RunAsync(OpenAsync, cancellationToken);

        async Task<TConnection> OpenAsync(CancellationToken stop) =>
            (TConnection)
                await _reads
                    .OpenAsync(level ?? ReadLevel.Session, ConnectionKinds.Of<TConnection>(), stop)
                    .ConfigureAwait(false);
    }

    private CommitReceipt Note(CommitReceipt receipt)
    {
        _reads.Raise(receipt.Sequence);
        return receipt;
    }
}
