using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Nodes;

/// <summary>
/// A node on a relational database: the engine. <see cref="IRelationalDatabase"/> holds what differs between databases.
/// </summary>
internal sealed partial class RelationalNode : INode
{
    private readonly ILogger _logger;
    private readonly IgnoreList _ignored;
    private readonly int _batchRows;
    private readonly IReadOnlyList<string> _decidesAlike;
    private readonly TextNumbers _numbers;
    private readonly OwedProofs _proofs;
    private NodePosition? _position;
    private NodeSession? _session;
    private NodeCatalog? _catalog;
    private IBatchStore? _store;
    private IRejectionRecorder? _rejections;
    private NodeBatches? _batches;
    private long _expiryMs;
    private long _nextForgetting = long.MinValue;

    /// <summary>A node; nothing is connected yet.</summary>
    public RelationalNode(NodeOptions options, IRelationalDatabase database, ILogger<RelationalNode> logger)
    {
        Id = options.Id;
        Database = database;
        State = new StateStore(database.Dialect);
        Versions = new SchemaVersions(database.Dialect);
        SnapshotStates = new SnapshotStore(database.Dialect);
        SourceTables = new SourceTables(database.Dialect);
        _proofs = new OwedProofs(database.Dialect);
        Installation = new RelationalInstallation(this);
        Memory = new TableMemory(database.Dialect, options.RowsWithoutPosition);
        _batchRows = options.BatchRows;
        _decidesAlike = options.DecidesAlike;
        _ignored = new IgnoreList(options.Ignore);
        _logger = logger;
        _numbers = new TextNumbers(options.Id, logger);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Kind => Database.Kind;

    /// <inheritdoc/>
    public string Endpoint => Database.Endpoint;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> NumbersAsText => _numbers.Counts;

    /// <inheritdoc/>
    public IReadOnlyList<string> Unguarded => Database.Unguarded;

    /// <inheritdoc/>
    public INodeInstallation Installation { get; }

    /// <summary>What differs.</summary>
    public IRelationalDatabase Database { get; }

    /// <summary>The node's own state.</summary>
    public StateStore State { get; }

    /// <summary>What the node knows of its tables.</summary>
    public TableMemory Memory { get; }

    /// <summary>What it has stored of its sources' snapshots.</summary>
    public SnapshotStore SnapshotStates { get; }

    /// <summary>Which tables its sources have written.</summary>
    public SourceTables SourceTables { get; }

    /// <summary>Its sources' snapshots, as they are committed; not to be changed.</summary>
    public SnapshotLedger Snapshots { get; private set; } = new(new Dictionary<string, SnapshotState>());

    /// <summary>The applier's connection.</summary>
    public NodeSession Session => _session ?? throw NotOpen();

    /// <summary>Reads and writes many rows at a time.</summary>
    public IBatchStore Store => _store ?? throw NotOpen();

    /// <summary>Records rejected transactions.</summary>
    public IRejectionRecorder Rejections => _rejections ?? throw NotOpen();

    /// <summary>Works out net effects.</summary>
    public NodeBatches Batches => _batches ?? throw NotOpen();

    /// <summary>The node's tables.</summary>
    public NodeCatalog Catalog => _catalog ?? throw NotOpen();

    /// <inheritdoc/>
    public Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return GuardAsync(() => OpenOnceAsync(cluster, cancellationToken), "opening it");
    }

    /// <inheritdoc/>
    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        return Batches.Prepare(semantics, transactions);
    }

    /// <inheritdoc/>
    public Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken) =>
        GuardAsync<INodeTransaction>(
            async () =>
            {
                if (!Memory.HasLooked)
                {
                    await RememberAsync(cancellationToken).ConfigureAwait(false);
                }

                var held = await Database.BeginAsync(Session, semantics, cancellationToken).ConfigureAwait(false);
                Store.Begin();
                return new RelationalNodeTransaction(this, semantics, held);
            },
            "beginning a transaction"
        );

    /// <inheritdoc/>
    public Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => LookAsync(cancellationToken), "looking at its tables");

    /// <inheritdoc/>
    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => OpenSnapshotOnceAsync(cancellationToken), "opening a snapshot");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await Database.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Runs work, turning what the driver throws into a fault of this node.</summary>
    public async Task<T> GuardAsync<T>(Func<Task<T>> work, string doing)
    {
        try
        {
            return await Database.RunAsync(work).ConfigureAwait(false);
        }
        catch (Exception e) when (Database.IsDriverError(e))
        {
            var error = Database.Explain(e);
            NodeLog.Failed(_logger, Id, doing, error.Code, error.Problem);
            throw NodeFaults.Driver(error, $"Node '{Id}' ({Endpoint}) failed {doing}", e);
        }
    }

    /// <summary>
    /// Rolls the open transaction back; a connection that cannot even do that is closed, which has the same effect.
    /// </summary>
    public async Task AbandonAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        try
        {
            await Database.RollbackAsync(session).ConfigureAwait(false);
            _store?.RolledBack();
        }
        catch (Exception e) when (Database.IsDriverError(e))
        {
            var error = Database.Explain(e);
            NodeLog.Failed(_logger, Id, "rolling back", error.Code, error.Problem);
            await CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Now and then forgets one-time publishers that have expired by log time. Decisions do not depend on it.
    /// </summary>
    public async Task ForgetPublishersAsync(long logTime, CancellationToken cancellationToken)
    {
        if (logTime < _nextForgetting)
        {
            return;
        }

        _nextForgetting = logTime + Math.Max(1, _expiryMs / 100);
        await State.ForgetPublishersAsync(Session, logTime - _expiryMs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A transaction has committed.</summary>
    /// <param name="position">The position it moved to; null if it did not.</param>
    /// <param name="touched">The tables it touched.</param>
    /// <param name="snapshots">Its sources' snapshots; null if it changed none.</param>
    public void Committed(NodePosition? position, TouchedTables touched, SnapshotLedger? snapshots)
    {
        Snapshots = snapshots ?? Snapshots;
        _position = position ?? _position;
        Memory.Committed(touched);
        SourceTables.Committed(touched);
        foreach (var ((table, column), count) in touched.NumbersAsText)
        {
            _numbers.Note(table.Name, table.Columns[column].Name, count);
        }
    }

    private async Task<bool> LookAsync(CancellationToken stop)
    {
        if (
            !await Database.IsAsReadAsync(Session.Connection, stop).ConfigureAwait(false)
            || await Memory.HasLostRowsAsync(Session, stop).ConfigureAwait(false)
        )
        {
            return false;
        }

        if (Memory.IsUnsure(_position!))
        {
            await RememberAsync(stop).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>
    /// Writes down what the node knows of its tables. The first time before anything else and on the disk: a crash of
    /// the machine may then take all that the log has brought, with the position, and what remains is known not to be
    /// the log's.
    /// </summary>
    private Task<bool> RememberAsync(CancellationToken stop) =>
        WriteInPlaceAsync(!Memory.HasLooked, () => Memory.RecordAsync(Session, _position!, stop), stop);

    /// <summary>Writes into the node's state in a transaction that leaves the position where it is.</summary>
    private async Task<bool> WriteInPlaceAsync(bool isDurable, Func<Task> write, CancellationToken stop)
    {
        var held = await (
            isDurable
                ? Database.BeginDurablyAsync(Session, WriteSemantics.Checked, stop)
                : Database.BeginAsync(Session, WriteSemantics.Checked, stop)
        ).ConfigureAwait(false);
        var transaction = new RelationalNodeTransaction(this, WriteSemantics.Checked, held);
        await using (transaction.ConfigureAwait(false))
        {
            await write().ConfigureAwait(false);
            await transaction.AdvanceAsync(_position!, _position!, [], stop).ConfigureAwait(false);
            await transaction.CommitAsync(stop).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<NodeOpening> OpenOnceAsync(ClusterSettings cluster, CancellationToken stop)
    {
        await CloseAsync().ConfigureAwait(false);
        _expiryMs = (long)cluster.PublisherExpiry.TotalMilliseconds;
        var connection = await Database.ConnectAsync(stop).ConfigureAwait(false);
        _session = new NodeSession(connection, Database.Dialect.Binding);
        _store = Database.CreateBatchStore(_session);
        _rejections = Database.CreateRejectionRecorder(_session);
        try
        {
            await SetUpAsync(cluster, stop).ConfigureAwait(false);
            await Database.InstallGuardAsync(connection, stop).ConfigureAwait(false);
            var found = await Database.ReadCatalogAsync(connection, stop).ConfigureAwait(false);
            var takenAway = await Versions.ReadTakenAwayAsync(_session, stop).ConfigureAwait(false);
            _catalog = new NodeCatalog(found, Database.Dialect, _ignored, takenAway);
            _batches = new NodeBatches(_catalog, _store, _batchRows);
            _position = await State.ReadPositionAsync(_session, stop).ConfigureAwait(false);
            Snapshots = new SnapshotLedger(await SnapshotStates.ReadAsync(_session, stop).ConfigureAwait(false));
            await SourceTables.LoadAsync(_session, stop).ConfigureAwait(false);
            var unlessEmpty = await Memory.CompareAsync(_session, _catalog, _position, stop).ConfigureAwait(false);
            var (version, changedAt) = await Versions.ReadAsync(_session, stop).ConfigureAwait(false);
            var opening = new NodeOpening(
                _position,
                await State.ReadPublishersAsync(_session, stop).ConfigureAwait(false),
                _catalog.Definitions
            )
            {
                Snapshots = Snapshots.States,
                Ignored = _ignored.Patterns,
                DecidesAlike = _decidesAlike,
                RowsWithoutPosition = unlessEmpty,
                SchemaVersion = version,
                SchemaSequence = changedAt,
                OwedProof = await _proofs.ReadAsync(_session, stop).ConfigureAwait(false),
            };
            NodeLog.Opened(_logger, Id, Endpoint, opening.Position.LastAppliedSequence, opening.Tables.Count);
            return opening;
        }
        catch
        {
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<INodeSnapshot> OpenSnapshotOnceAsync(CancellationToken stop)
    {
        var connection = await Database.ConnectSnapshotAsync(stop).ConfigureAwait(false);
        var session = new NodeSession(connection, Database.Dialect.Binding);
        try
        {
            // The first read fixes what all the others see.
            var position = await State.ReadPositionAsync(session, stop).ConfigureAwait(false);
            return new RelationalNodeSnapshot(session, position, Database);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task SetUpAsync(ClusterSettings cluster, CancellationToken stop)
    {
        var held = await Database.BeginSetUpAsync(Session, stop).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            await State.SetUpAsync(Session, Id, cluster.Log, stop).ConfigureAwait(false);
            await Database.CommitAsync(Session, stop).ConfigureAwait(false);
        }
    }

    private async Task CloseAsync()
    {
        (var session, _session, _store, _rejections, _catalog, _batches) = (_session, null, null, null, null, null);
        if (session is not null)
        {
            await Database.CloseAsync(session).ConfigureAwait(false);
        }
    }

    private NodeFaultException NotOpen() =>
        new($"Node '{Id}' is not open.", "Open it first.", isTransient: true, code: null);
}
