using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;
using CdcReplicator.Client;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator;

/// <summary>
/// A connection to a cluster: publishes transactions to its log and opens read connections on its nodes. One per
/// process is enough; safe for concurrent use. After it is disposed, every call throws
/// <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed class CdcCluster : IAsyncDisposable
{
    private readonly ClusterParts _parts;
    private readonly Commits _commits;
    private readonly Lazy<Task> _disposal;

    internal CdcCluster(ClusterParts parts)
    {
        _parts = parts;
        _commits = new Commits(parts);
        _disposal = new Lazy<Task>(() => parts.DisposeAsync().AsTask());
    }

    /// <summary>Identity and shared rules of the cluster's log.</summary>
    public ClusterSettings Settings => _parts.Log.Settings;

    /// <summary>
    /// The cluster's nodes now, as their appliers describe them, and whether those are alive;
    /// <see cref="WatchMembersAsync"/> follows them.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The cluster was disposed.</exception>
    public IReadOnlyList<MemberView> Members => Open().Directory.Members;

    /// <summary>Connects to a cluster's log.</summary>
    /// <param name="address"><c>embedded:path</c> or <c>kafka://host:port[,host:port]/cluster</c>.</param>
    /// <param name="options">
    /// Settings; the defaults suit a first run. The address takes the place of their
    /// <see cref="CdcClusterOptions.Log"/>.
    /// </param>
    /// <param name="loggers">Where to log; default nowhere.</param>
    /// <param name="clock">The clock; default the system's.</param>
    /// <param name="cancellationToken">Ends connecting.</param>
    /// <exception cref="ReplicationException">The address or the options are wrong; all errors are listed.</exception>
    /// <exception cref="LogMissingException">
    /// There is no log at the address; <see cref="CdcClusterOptions.LogClient"/> says whether to create one.
    /// </exception>
    /// <exception cref="LogUnavailableException">The log cannot be reached.</exception>
    public static Task<CdcCluster> ConnectAsync(
        string address,
        CdcClusterOptions? options = null,
        ILoggerFactory? loggers = null,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default
    ) => ConnectToAsync(address, options ?? new CdcClusterOptions(), loggers, clock, cancellationToken);

    /// <summary>Connects to the log that the options name.</summary>
    /// <param name="options">Settings, with the address of the log.</param>
    /// <param name="loggers">Where to log; default nowhere.</param>
    /// <param name="clock">The clock; default the system's.</param>
    /// <param name="cancellationToken">Ends connecting.</param>
    /// <inheritdoc cref="ConnectAsync(string, CdcClusterOptions?, ILoggerFactory?, TimeProvider?, CancellationToken)"
    /// path="/exception"/>
    public static Task<CdcCluster> ConnectAsync(
        CdcClusterOptions options,
        ILoggerFactory? loggers = null,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return ConnectToAsync(options.Log ?? "", options, loggers, clock, cancellationToken);
    }

    /// <summary>Connects over a log that is open already; the cluster disposes it.</summary>
    /// <param name="log">The log.</param>
    /// <param name="name">The cluster's name, which begins the names of its schemas; may be empty.</param>
    /// <param name="options">Settings.</param>
    /// <param name="loggers">Where to log.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends connecting.</param>
    /// <exception cref="ReplicationException">The options are wrong; all errors are listed.</exception>
    internal static async Task<CdcCluster> ConnectAsync(
        IChangeLog log,
        string name,
        CdcClusterOptions options,
        ILoggerFactory loggers,
        TimeProvider clock,
        CancellationToken cancellationToken
    ) =>
        new(
            await ClusterParts
                .BuildAsync(log, name, ValidOptions.Check(options), loggers, clock, cancellationToken)
                .ConfigureAwait(false)
        );

    /// <summary>
    /// The cluster's nodes now, and again after each change of any of them: a heartbeat (twice a second for each node),
    /// a state, a death. A reader that takes longer gets the latest list, never a backlog. Ends by cancelling only.
    /// </summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <exception cref="ObjectDisposedException">The cluster was disposed, also while it was watched.</exception>
    /// <exception cref="OperationCanceledException">The watching was cancelled.</exception>
    public async IAsyncEnumerable<IReadOnlyList<MemberView>> WatchMembersAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        while (true)
        {
            // Taken before the list is read: a change in between is then seen in the next turn.
            var changed = Open().Directory.Changed;
            yield return Members;
            await _parts.Lifetime.RunAsync(stop => NextAsync(changed, stop), cancellationToken).ConfigureAwait(false);
        }

        static async Task<bool> NextAsync(Task changed, CancellationToken stop)
        {
            await changed.WaitAsync(stop).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Begins a transaction. Nothing is sent before it is committed.</summary>
    /// <exception cref="ObjectDisposedException">The cluster was disposed.</exception>
    public CdcTransaction CreateTransaction()
    {
        Open();
        return new CdcTransaction(CommitAsync);
    }

    /// <summary>
    /// Builds and commits one transaction; see <see cref="CdcTransaction.CommitAsync"/> for durability, cancellation
    /// and errors.
    /// </summary>
    public Task<CommitReceipt> WriteAsync(
        Action<CdcTransaction> build,
        Durability? durability = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(build);
        var transaction = CreateTransaction();
        build(transaction);
        return transaction.CommitAsync(durability, cancellationToken);
    }

    /// <summary>
    /// Publishes the rows of a transaction whose outcome is unknown again, under the same number: it takes effect once,
    /// whether the first attempt arrived or not. Works in any process.
    /// </summary>
    /// <returns>
    /// The receipt of the delivery that counts. Its verdict is null if rejections of that time are no longer kept.
    /// </returns>
    /// <exception cref="TransactionAbandonedException">It was resolved before as having no effect.</exception>
    /// <exception cref="PendingTransactionRefusedException">
    /// It is of another log, too old, or the log no longer reaches back to where it was sent. Nothing was sent now.
    /// </exception>
    /// <exception cref="CommitOutcomeUnknownException">Still no answer; try again.</exception>
    /// <exception cref="TransactionRejectedException">
    /// Nodes were waited for and rejected it. They are waited for, too, if its publisher has taken so many numbers
    /// since that they may have forgotten this one (<see cref="RejectionReason.NumberForgotten"/>).
    /// </exception>
    /// <exception cref="DurabilityNotReachedException">
    /// It is logged, but not applied on as many nodes as asked for in time.
    /// </exception>
    public Task<CommitReceipt> RetryAsync(
        PendingTransaction pending,
        Durability? durability = null,
        CancellationToken cancellationToken = default
    ) =>
        _parts.Lifetime.RunAsync(
            stop => _commits.RetryAsync(pending, durability ?? Durability.Logged, stop),
            cancellationToken
        );

    /// <summary>
    /// Settles a transaction whose outcome is unknown without sending its rows: if they did not arrive before, they
    /// will have no effect. Works in any process.
    /// </summary>
    /// <exception cref="PendingTransactionRefusedException">
    /// It is of another log, too old, or the log no longer reaches back to where it was sent. Nothing was sent now.
    /// </exception>
    /// <exception cref="CommitOutcomeUnknownException">No answer; try again.</exception>
    public Task<Resolution> ResolveAsync(PendingTransaction pending, CancellationToken cancellationToken = default) =>
        _parts.Lifetime.RunAsync(stop => _commits.ResolveAsync(pending, stop), cancellationToken);

    /// <summary>
    /// Changes the tables of all nodes at one place in the log, as <c>cdc-replicator migrate</c> does. Returns when the
    /// log has the change; each node makes it when it comes there, and <see cref="WatchMembersAsync"/> shows it.
    /// </summary>
    /// <param name="migration">The scripts, one for each kind of node in the cluster.</param>
    /// <param name="cancellationToken">Ends it; whether the change was given is unknown then.</param>
    /// <exception cref="ReplicationException">
    /// A script has statements that could end differently on two nodes, or the nodes cannot take the change now: no
    /// script for a kind, a node that is late or halted, a signature that is missing. Nothing was written. Or the log
    /// gave no answer, as the message says: then look at the schema versions of the members before giving it again.
    /// </exception>
    /// <exception cref="LogUnavailableException">The log cannot be reached.</exception>
    public Task<MigrationReceipt> MigrateAsync(Migration migration, CancellationToken cancellationToken = default) =>
        _parts.Lifetime.RunAsync(stop => new MigrationSender(_parts).GiveAsync(migration, stop), cancellationToken);

    /// <summary>Starts a session: its reads see its own writes and never go backwards.</summary>
    /// <param name="token">
    /// Where it goes on from, for example a token from a client's cookie; default: from nothing.
    /// </param>
    /// <exception cref="ForeignTokenException">The token belongs to another log.</exception>
    /// <exception cref="ObjectDisposedException">The cluster was disposed.</exception>
    public CdcSession CreateSession(SessionToken? token = null) => new(this, Open(), token);

    /// <summary>
    /// Opens a read-only connection (NpgsqlConnection or SqliteConnection) on a node that is as fresh as asked. The
    /// caller disposes it.
    /// </summary>
    /// <param name="level">
    /// How fresh; default <see cref="ReadLevel.Any"/>. <see cref="ReadLevel.Session"/> needs
    /// <see cref="CreateSession"/>.
    /// </param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="NoNodeAvailableException">No node qualified within the read timeout.</exception>
    /// <exception cref="ForeignTokenException">The token belongs to another log.</exception>
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
    /// <exception cref="ForeignTokenException">The token belongs to another log.</exception>
    /// <exception cref="NotSupportedException">No kind of node gives such connections.</exception>
    public Task<TConnection> OpenConnectionAsync<TConnection>(
        ReadLevel? level = null,
        CancellationToken cancellationToken = default
    )
        where TConnection : DbConnection
    {
        return _parts.Lifetime.RunAsync(OpenAsync, cancellationToken);

        async Task<TConnection> OpenAsync(CancellationToken stop)
        {
            var requirement = ReadRequirement.For(level ?? ReadLevel.Any, Settings.Log, session: null) with
            {
                Kind = ConnectionKinds.Of<TConnection>(),
            };
            return (TConnection)(await _parts.Router.OpenAsync(requirement, stop).ConfigureAwait(false)).Connection;
        }
    }

    /// <summary>
    /// Disconnects. Calls under way end at once: with <see cref="ObjectDisposedException"/>, or, where something was
    /// sent, with <see cref="CommitOutcomeUnknownException"/> or <see cref="DurabilityNotReachedException"/>. May be
    /// called again, and waits then for the first.
    /// </summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private static async Task<CdcCluster> ConnectToAsync(
        string address,
        CdcClusterOptions options,
        ILoggerFactory? loggers,
        TimeProvider? clock,
        CancellationToken cancellationToken
    )
    {
        var uri = ChangeLogUri.Parse(address);
        options = ValidOptions.Check(options with { Log = address });
        loggers ??= NullLoggerFactory.Instance;
        clock ??= TimeProvider.System;
        var use = options.LogClient with { CreateIfMissing = options.LogClient.CreateIfMissing ?? false };
        var log = await ChangeLogFactory.OpenAsync(uri, use, clock, loggers, cancellationToken).ConfigureAwait(false);
        return await ConnectAsync(log, uri.Cluster, options, loggers, clock, cancellationToken).ConfigureAwait(false);
    }

    private ClusterParts Open()
    {
        _parts.Lifetime.ThrowIfOver();
        return _parts;
    }

    private Task<CommitReceipt> CommitAsync(
        CdcTransaction transaction,
        Durability durability,
        CancellationToken cancellationToken
    ) => _parts.Lifetime.RunAsync(stop => _commits.CommitAsync(transaction, durability, stop), cancellationToken);
}
