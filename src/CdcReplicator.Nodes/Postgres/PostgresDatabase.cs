using System.Data;
using System.Data.Common;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>PostgreSQL behind the engine.</summary>
internal sealed class PostgresDatabase : IRelationalDatabase
{
    private const string ActAsReplica = "SET LOCAL session_replication_role = replica";

    /// <summary>Of the advisory lock under which the state schema is made; "cdc-repl" in ASCII.</summary>
    private const long SetUpLock = 0x6364_632d_7265_706c;

    private const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    private readonly NpgsqlDataSource _source;
    private readonly ILogger _logger;
    private readonly PostgresLockWatch _locks;
    private readonly bool _commitsDurably;
    private readonly PostgresGuard _guard;
    private PostgresVersion _version;
    private bool _mayReplicate;
    private bool _mayStage;
    private bool _mayNotify;
    private int _begun;
    private Dictionary<TableName, (TableVersion Version, bool IsPartition)> _versions = [];

    /// <summary>A database reached as the options say.</summary>
    public PostgresDatabase(NodeOptions options, ILogger logger, TimeProvider time)
    {
        _logger = logger;
        _guard = new PostgresGuard(options, Dialect);
        _commitsDurably = options.DurableCommits;
        var builder = PostgresConnectionString.Of(options);
        Endpoint = $"postgres://{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
        _source = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
        _locks = new PostgresLockWatch(_source, Endpoint, logger, time);
    }

    /// <inheritdoc/>
    public string Kind => NodeKinds.Postgres;

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <inheritdoc/>
    public ISqlDialect Dialect { get; } = new PostgresDialect(new PostgresValueBinding());

    /// <inheritdoc/>
    public string PositionNews => _mayNotify ? PostgresPositionNews.Clause : "";

    /// <inheritdoc/>
    public IReadOnlyList<string> Unguarded => _guard.Unguarded;

    /// <inheritdoc/>
    public ISchemaReader Schemas => new PostgresSchemaReader(_version);

    /// <inheritdoc/>
    public string UnchangedCondition => PostgresTableVersions.Condition;

    /// <inheritdoc/>
    public ISchemaChanges SchemaChanges { get; } = new PostgresSchemaChanges();

    /// <inheritdoc/>
    public Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        ConnectAsync(
            async (connection, server) =>
            {
                server.RequireWritable(Endpoint);
                _locks.Watch(connection.ProcessID);
                _mayReplicate = await PostgresRights
                    .MayReplicateAsync(connection, cancellationToken)
                    .ConfigureAwait(false);
                _mayStage = await PostgresRights.MayStageAsync(connection, cancellationToken).ConfigureAwait(false);
                _mayNotify = await PostgresPositionNews
                    .IsAllowedAsync(connection, cancellationToken)
                    .ConfigureAwait(false);
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<DbConnection> ConnectSnapshotAsync(CancellationToken cancellationToken) =>
        ConnectAsync(
            async (connection, _) =>
            {
                var begin = new NpgsqlCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", connection);
                await using (begin.ConfigureAwait(false))
                {
                    await begin.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public IBatchStore CreateBatchStore(NodeSession session) =>
        _mayStage ? new PostgresBatchStore(session, Dialect) : new RowBatchStore(session);

    /// <inheritdoc/>
    public IRejectionRecorder CreateRejectionRecorder(NodeSession session) =>
        new PostgresRejectionRecorder(session, Dialect);

    /// <inheritdoc/>
    public Task DigestAsync(NodeSession session, RangeRead range, CancellationToken cancellationToken) =>
        new PostgresRowDigests((NpgsqlConnection)session.Connection, range).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public Task CloseAsync(NodeSession session) => session.DisposeAsync().AsTask();

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> BeginSetUpAsync(NodeSession session, CancellationToken cancellationToken)
    {
        // CREATE SCHEMA IF NOT EXISTS would ask for the right to create one even where it stands.
        const string createSchema =
            $"DO $$ BEGIN IF to_regnamespace('{PostgresDialect.StateSchema}') IS NULL "
            + $"THEN CREATE SCHEMA {PostgresDialect.StateSchema}; END IF; END $$";
        await session.QueueAsync(Begin, cancellationToken).ConfigureAwait(false);
        await session.QueueAsync($"SELECT pg_advisory_xact_lock({SetUpLock})", cancellationToken).ConfigureAwait(false);
        await session.QueueAsync(createSchema, cancellationToken).ConfigureAwait(false);
        await PostgresStateOwners.RequireTrustedAsync(session, cancellationToken).ConfigureAwait(false);
        return NothingHeld.Instance;
    }

    /// <inheritdoc/>
    public Task InstallGuardAsync(DbConnection connection, CancellationToken cancellationToken) =>
        _guard.InstallAsync((NpgsqlConnection)connection, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CatalogTable>> ReadCatalogAsync(
        DbConnection connection,
        CancellationToken cancellationToken
    )
    {
        // The versions first: what changes while the rest is read is then found to have changed.
        var session = (NpgsqlConnection)connection;
        _versions = await PostgresTableVersions.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        if (await PostgresForeignTriggers.FindAsync(session, cancellationToken).ConfigureAwait(false) is { } foreign)
        {
            NodeLog.ForeignTriggers(_logger, Endpoint, foreign);
        }

        var tables = await new PostgresCatalogReader(session, _version, _mayReplicate)
            .ReadAsync(cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. tables.Select(table =>
            {
                var (version, isPartition) = _versions.GetValueOrDefault(table.Definition.Name);
                return table with { Version = version, IsPartition = isPartition };
            }),
        ];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CatalogTable>> ReadChangedAsync(
        DbConnection connection,
        CancellationToken cancellationToken
    ) => new PostgresCatalogReader((NpgsqlConnection)connection, _version, _mayReplicate).ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> IsAsReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var session = (NpgsqlConnection)connection;
        await _guard.RetryAsync(session, cancellationToken).ConfigureAwait(false);
        var now = await PostgresTableVersions.ReadAsync(session, cancellationToken).ConfigureAwait(false);
        return now.Count == _versions.Count
            && now.All(table => _versions.TryGetValue(table.Key, out var read) && read == table.Value);
    }

    /// <inheritdoc/>
    public Task<bool> AreAsReadAsync(
        NodeSession session,
        IReadOnlyCollection<TableVersion> tables,
        CancellationToken cancellationToken
    ) =>
        tables.Count == 0
            ? Task.FromResult(true)
            : session.AnyAsync(
                PostgresTableVersions.AreAsRead,
                [StateTypes.IdsOf(tables), StateTypes.Of(tables.Sum(table => table.Hash))],
                cancellationToken
            );

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> BeginAsync(
        NodeSession session,
        WriteSemantics semantics,
        CancellationToken cancellationToken
    )
    {
        if (++_begun % PostgresPositionNews.LookAgainAfter == 0)
        {
            var connection = (NpgsqlConnection)session.Connection;
            _mayNotify = await PostgresPositionNews.IsAllowedAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        await session.QueueAsync(Begin, cancellationToken).ConfigureAwait(false);
        if (semantics == WriteSemantics.Trusted)
        {
            // The source's triggers and foreign keys have acted already, and their effects are in the log.
            var trusting = _mayReplicate ? ActAsReplica : "SET CONSTRAINTS ALL DEFERRED";
            await session.QueueAsync(trusting, cancellationToken).ConfigureAwait(false);
        }

        return NothingHeld.Instance;
    }

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> BeginDurablyAsync(
        NodeSession session,
        WriteSemantics semantics,
        CancellationToken cancellationToken
    )
    {
        var held = await BeginAsync(session, semantics, cancellationToken).ConfigureAwait(false);
        if (!_commitsDurably)
        {
            // This server's own disk: its standbys may be away.
            await session.QueueAsync("SET LOCAL synchronous_commit = local", cancellationToken).ConfigureAwait(false);
        }

        return held;
    }

    /// <inheritdoc/>
    public Task ActAsReplicaAsync(NodeSession session, bool acts, CancellationToken cancellationToken) =>
        session.QueueAsync(acts ? ActAsReplica : "SET LOCAL session_replication_role TO DEFAULT", cancellationToken);

    /// <inheritdoc/>
    /// <remarks>It names no column of a value that it cannot read: an enum's label, an address, a range.</remarks>
    public Task<int?> FindRefusedAsync(IReadOnlyList<BoundValue> values, CancellationToken cancellationToken) =>
        new PostgresRefusedValue(_source, Dialect.Binding).FindAsync(values, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> CheckDeferredAsync(
        NodeSession session,
        IReadOnlyList<string> deferredConstraints,
        CancellationToken cancellationToken
    )
    {
        if (deferredConstraints.Count > 0)
        {
            // Deferred again for the next transaction of the log in this database transaction.
            var names = string.Join(", ", deferredConstraints);
            await session.RunAsync("SET CONSTRAINTS ALL IMMEDIATE", cancellationToken).ConfigureAwait(false);
            await session.RunAsync($"SET CONSTRAINTS {names} DEFERRED", cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <inheritdoc/>
    public Task CommitAsync(NodeSession session, CancellationToken cancellationToken) =>
        session.RunAsync("COMMIT", cancellationToken);

    /// <inheritdoc/>
    public async Task RunBesideAsync(Func<NodeSession, Task> work, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var session = new NodeSession(connection, Dialect.Binding);
        await using (session.ConfigureAwait(false))
        {
            await work(session).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task RollbackAsync(NodeSession session)
    {
        session.ForgetQueued();
        return session.Connection.State == ConnectionState.Open
            ? session.RunAsync("ROLLBACK", CancellationToken.None)
            : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => _locks.RunAsync(work);

    /// <inheritdoc/>
    public bool IsDriverError(Exception exception) => DriverErrors.Is(exception);

    /// <inheritdoc/>
    public DatabaseError Explain(Exception exception)
    {
        if (exception is not PostgresException error)
        {
            var isTransient = exception is not NpgsqlException { IsTransient: false };
            var problem = exception.InnerException is { } inner
                ? $"{exception.Message} ({inner.Message})"
                : exception.Message;
            return new DatabaseError(
                null,
                problem,
                isTransient
                    ? DatabaseVerdict.Transient("It is tried again; look whether the server runs and can be reached.")
                    : DatabaseVerdict.Fatal("Correct the node's connection string.")
            );
        }

        var verdict = PostgresErrors.Classify(error.SqlState);
        var text = verdict.Reason is null ? error.MessageText : PostgresErrors.Refusal(error);
        var blockers =
            error.SqlState == PostgresErrorCodes.LockNotAvailable && _locks.Found is { } found
                ? $", held by {found}"
                : "";
        return new DatabaseError(error.SqlState, PostgresErrors.Problem(text, error.SqlState, blockers), verdict);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _locks.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<DbConnection> ConnectAsync(
        Func<NpgsqlConnection, PostgresServerFacts, Task> prepare,
        CancellationToken stop
    )
    {
        var connection = await _source.OpenConnectionAsync(stop).ConfigureAwait(false);
        try
        {
            var server = await PostgresSession.BeginAsync(connection, stop).ConfigureAwait(false);
            server.Version.Require(Endpoint);
            if (server.Version.IsUntried && server.Version != _version)
            {
                NodeLog.UntriedVersion(_logger, Endpoint, server.Version, PostgresVersion.NewestMajor);
            }

            _version = server.Version;
            await prepare(connection, server).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
