using System.Data.Common;
using CdcReplicator.Model;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdcReplicator.Nodes;

/// <summary>
/// SQLite as the engine uses it. Write-ahead log with <c>synchronous=NORMAL</c>: a power cut may lose the last commits,
/// but data and position together, and the log has both. All writing and checkpointing is done under
/// <see cref="SqliteWriteLock"/>; readers open the file read-only.
/// </summary>
internal sealed class SqliteDatabase : IRelationalDatabase
{
    /// <summary>SQLITE_DBSTATUS_DEFERRED_FKS: zero if no foreign key of the open transaction is violated.</summary>
    private const int DeferredForeignKeys = 10;

    /// <summary>
    /// Pages of 16 MB are kept, since indexes are visited in no order; more gains nothing. The write-ahead log is
    /// checkpointed from 4,000 pages (16 MB) on, so that commits share the syncs a checkpoint costs and pages written
    /// again and again are copied once; more would make its pause longer. What one large transaction makes of the
    /// write-ahead log is cut back to 64 MB. Memory-mapping gains nothing that would pay for its share of memory, and
    /// temporary files stay on disk: savepoints keep a copy of every page that a batch changes.
    /// </summary>
    private const string SessionSettings = """
        PRAGMA journal_mode = WAL; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000;
        PRAGMA journal_size_limit = 67108864
        """;

    private readonly SqliteConnectionStringBuilder _builder;
    private readonly SqliteWriteLock _lock;
    private readonly SqliteDialect _dialect = new(new SqliteValueBinding());
    private readonly string _synchronous;
    private readonly SqliteGuard _guard;
    private bool? _foreignKeys;
    private long? _schemaVersion;

    /// <summary>A database reached as the options say.</summary>
    public SqliteDatabase(NodeOptions options, TimeProvider time)
    {
        // A file made by a mistyped name would be an empty node that rejects everything, so it is never made here.
        _builder = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            ForeignKeys = null,
        };
        if (options.ReadPassword() is { } password)
        {
            _builder.Password = password;
        }

        _synchronous = options.DurableCommits ? "FULL" : "NORMAL";
        _guard = new SqliteGuard(options);
        Endpoint = Path.GetFullPath(_builder.DataSource);
        _builder.DataSource = Endpoint;
        _lock = new SqliteWriteLock(Endpoint, time);
    }

    /// <inheritdoc/>
    public string Kind => NodeKinds.Sqlite;

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <inheritdoc/>
    public ISqlDialect Dialect => _dialect;

    /// <inheritdoc/>
    public ISchemaReader Schemas => new SqliteSchemaReader();

    /// <inheritdoc/>
    public string PositionNews => "";

    /// <inheritdoc/>
    /// <remarks>A transaction holds the file for itself from its beginning on, and looks then.</remarks>
    public string UnchangedCondition => "";

    /// <inheritdoc/>
    public IReadOnlyList<string> Unguarded => [];

    /// <inheritdoc/>
    public ISchemaChanges SchemaChanges { get; } = new SqliteSchemaChanges();

    /// <inheritdoc/>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        _foreignKeys = null;
        _schemaVersion = null;
        var held = await _lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            var settings = $"{SessionSettings}; PRAGMA synchronous = {_synchronous}";
            var connection = await SqliteConnections
                .OpenAsync(_builder.ConnectionString, settings, cancellationToken)
                .ConfigureAwait(false);
            try
            {
                _guard.SwitchTriggers((SqliteConnection)connection);
                return connection;
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public Task<DbConnection> ConnectSnapshotAsync(CancellationToken cancellationToken)
    {
        var reader = new SqliteConnectionStringBuilder(_builder.ConnectionString) { Mode = SqliteOpenMode.ReadOnly };
        return SqliteConnections.OpenAsync(reader.ConnectionString, "BEGIN", cancellationToken);
    }

    /// <inheritdoc/>
    public IBatchStore CreateBatchStore(NodeSession session) =>
        new SqliteBatchStore(session.Own(new SqliteStatements((SqliteConnection)session.Connection)));

    /// <inheritdoc/>
    public IRejectionRecorder CreateRejectionRecorder(NodeSession session) =>
        new SqliteRejectionRecorder(
            session.Own(new SqliteStatements((SqliteConnection)session.Connection)),
            _dialect.StateTable(StateSchema.Rejections)
        );

    /// <inheritdoc/>
    public Task DigestAsync(NodeSession session, RangeRead range, CancellationToken cancellationToken) =>
        SqliteRowDigests.ReadAsync(session, _dialect.Binding, range, cancellationToken);

    /// <inheritdoc/>
    public async Task CloseAsync(NodeSession session)
    {
        // Closing the last connection checkpoints.
        var held = _lock.IsHeld
            ? NothingHeld.Instance
            : await _lock.AcquireAsync(CancellationToken.None).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<IAsyncDisposable> BeginSetUpAsync(NodeSession session, CancellationToken cancellationToken) =>
        BeginAsync(session, WriteSemantics.Checked, cancellationToken);

    /// <inheritdoc/>
    public async Task InstallGuardAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var file = (SqliteConnection)connection;
        if (_guard.IsToChange(file))
        {
            var held = await _lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
            await using (held.ConfigureAwait(false))
            {
                _guard.Install(file);
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CatalogTable>> ReadCatalogAsync(
        DbConnection connection,
        CancellationToken cancellationToken
    )
    {
        // The version first: what changes while the rest is read is then found to have changed.
        var file = (SqliteConnection)connection;
        _schemaVersion = ReadSchemaVersion(file);
        _guard.SwitchTriggers(file);
        return Task.FromResult(new SqliteCatalogReader(file, _dialect).Read());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CatalogTable>> ReadChangedAsync(
        DbConnection connection,
        CancellationToken cancellationToken
    ) => Task.FromResult(new SqliteCatalogReader((SqliteConnection)connection, _dialect).Read());

    /// <inheritdoc/>
    public Task<bool> IsAsReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var file = (SqliteConnection)connection;
        return Task.FromResult(
            !SqliteFile.HasMoved(file) && (_schemaVersion is null || _schemaVersion == ReadSchemaVersion(file))
        );
    }

    /// <inheritdoc/>
    public Task<bool> AreAsReadAsync(
        NodeSession session,
        IReadOnlyCollection<TableVersion> tables,
        CancellationToken cancellationToken
    ) => Task.FromResult(true);

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> BeginAsync(
        NodeSession session,
        WriteSemantics semantics,
        CancellationToken cancellationToken
    )
    {
        var held = await _lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The switch has no effect inside a transaction. The source's foreign keys have acted already, and their
            // effects are in the log.
            var foreignKeys = semantics == WriteSemantics.Checked;
            if (_foreignKeys != foreignKeys)
            {
                var sql = $"PRAGMA foreign_keys = {(foreignKeys ? "ON" : "OFF")}";
                await session.RunAsync(sql, cancellationToken).ConfigureAwait(false);
                _foreignKeys = foreignKeys;
            }

            await session.RunAsync("BEGIN IMMEDIATE", cancellationToken).ConfigureAwait(false);
            if (!await IsAsReadAsync(session.Connection, cancellationToken).ConfigureAwait(false))
            {
                await RollbackAsync(session).ConfigureAwait(false);
                throw CatalogFaults.CatalogChanged();
            }

            _guard.Enter((SqliteConnection)session.Connection);
            return held;
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> BeginDurablyAsync(
        NodeSession session,
        WriteSemantics semantics,
        CancellationToken cancellationToken
    )
    {
        // Like that of foreign keys, this switch has no effect inside a transaction.
        var full = new SqliteFullSync(session, _synchronous);
        try
        {
            await session.RunAsync(SqliteFullSync.On, cancellationToken).ConfigureAwait(false);
            full.Held = await BeginAsync(session, semantics, cancellationToken).ConfigureAwait(false);
            return full;
        }
        catch
        {
            await full.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task ActAsReplicaAsync(NodeSession session, bool acts, CancellationToken cancellationToken) =>
        throw new NotSupportedException("SQLite's foreign keys act, or not, for a whole transaction.");

    /// <inheritdoc/>
    /// <remarks>SQLite refuses no value as such: its types are ours to check, and its constraints have names.</remarks>
    public Task<int?> FindRefusedAsync(IReadOnlyList<BoundValue> values, CancellationToken cancellationToken) =>
        Task.FromResult<int?>(null);

    /// <inheritdoc/>
    public Task<bool> CheckDeferredAsync(
        NodeSession session,
        IReadOnlyList<string> deferredConstraints,
        CancellationToken cancellationToken
    )
    {
        var handle = ((SqliteConnection)session.Connection).Handle;
        raw.sqlite3_db_status(handle, DeferredForeignKeys, out var violated, out _, 0);
        return Task.FromResult(violated == 0);
    }

    /// <inheritdoc/>
    public Task CommitAsync(NodeSession session, CancellationToken cancellationToken)
    {
        _guard.Leave((SqliteConnection)session.Connection);
        return session.RunAsync("COMMIT", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RunBesideAsync(Func<NodeSession, Task> work, CancellationToken cancellationToken)
    {
        var held = await _lock.AcquireAsync(cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            var connection = await SqliteConnections
                .OpenAsync(_builder.ConnectionString, "PRAGMA busy_timeout = 5000", cancellationToken)
                .ConfigureAwait(false);
            var session = new NodeSession(connection, _dialect.Binding);
            await using (session.ConfigureAwait(false))
            {
                await work(session).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public Task RollbackAsync(NodeSession session) =>
        // Full disks and I/O errors make SQLite roll back by itself.
        raw.sqlite3_get_autocommit(((SqliteConnection)session.Connection).Handle) != 0
            ? Task.CompletedTask
            : session.RunAsync("ROLLBACK", CancellationToken.None);

    /// <inheritdoc/>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => work();

    /// <inheritdoc/>
    public bool IsDriverError(Exception exception) => exception is SqliteException;

    /// <inheritdoc/>
    public DatabaseError Explain(Exception exception)
    {
        var error = (SqliteException)exception;
        var code = error.SqliteExtendedErrorCode;
        return new DatabaseError(
            code.ToString(System.Globalization.CultureInfo.InvariantCulture),
            error.Message,
            SqliteErrors.Classify(code)
        );
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static long ReadSchemaVersion(SqliteConnection file)
    {
        using var command = file.CreateCommand();
        command.CommandText = "PRAGMA schema_version";
        return (long)command.ExecuteScalar()!;
    }
}
