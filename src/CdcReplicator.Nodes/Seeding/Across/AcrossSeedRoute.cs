using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Nodes;

/// <summary>Between PostgreSQL and SQLite.</summary>
internal sealed class AcrossSeedRoute(
    NodeOptions donor,
    NodeOptions target,
    SeedSettings settings,
    ILogger logger,
    TimeProvider time
) : ISeedRoute
{
    private readonly ISeedRoute _donor =
        donor.Kind == NodeKinds.Postgres
            ? new PostgresSeedRoute(donor, target, logger, time)
            : new SqliteSeedRoute(donor, target, settings, time);

    private readonly IRelationalDatabase _database =
        donor.Kind == NodeKinds.Postgres
            ? new PostgresDatabase(PostgresSeedRoute.WithoutLimits(donor), logger, time)
            : new SqliteDatabase(donor, time);

    private readonly IRelationalDatabase _target =
        target.Kind == NodeKinds.Postgres
            ? new PostgresDatabase(PostgresSeedRoute.WithoutLimits(target), logger, time)
            : new SqliteDatabase(target, time);

    /// <inheritdoc/>
    public string Donor => _donor.Donor;

    /// <inheritdoc/>
    public bool Compares => false;

    /// <inheritdoc/>
    public int MostWorkers => 1;

    /// <inheritdoc/>
    public Task<SeedTargetSession> OpenTargetAsync(CancellationToken cancellationToken) =>
        SeedTargetSession.OpenAsync(Database(), cancellationToken);

    /// <inheritdoc/>
    public async Task<ISeedSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        var snapshot = await _donor.OpenSnapshotAsync(cancellationToken).ConfigureAwait(false);
        return new AcrossSeedSnapshot(
            _database,
            snapshot,
            snapshot.Session,
            Spelling(),
            new IgnoreList([.. target.Ignore, .. donor.Ignore])
        );
    }

    /// <inheritdoc/>
    public async Task<ISeedWorker> OpenWorkerAsync(ISeedSnapshot snapshot, CancellationToken cancellationToken)
    {
        var tables = await ReadTargetAsync(cancellationToken).ConfigureAwait(false);
        var session = await OpenTargetAsync(cancellationToken).ConfigureAwait(false);
        return new AcrossSeedWorker(_database.Dialect, snapshot, session, tables);
    }

    /// <inheritdoc/>
    public async Task<SeedStanding> FindStandingAsync(
        SeedTargetSession target,
        SeedSchema schema,
        CancellationToken cancellationToken
    )
    {
        var found = await ReadTargetAsync(cancellationToken).ConfigureAwait(false);
        var dialect = Spelling();
        var same = new HashSet<SeedObject>();
        var drops = new List<SeedMake>();
        var obstacles = new List<string>();
        foreach (var table in schema.Tables)
        {
            var made = new SeedObject("table", table.Destination);
            if (!found.TryGetValue(table.Name, out var there))
            {
                obstacles.AddRange(schema.Makes.Where(make => make.Object == made).SelectMany(make => make.Obstacles));
                continue;
            }

            // Somebody made it on purpose: with the checks, labels and defaults that are not carried.
            same.Add(made);
            drops.Add(
                new SeedMake(new SeedObject("rows", table.Destination), $"DELETE FROM {dialect.Table(table.Name)}")
            );
            obstacles.AddRange(
                table
                    .Definition.Columns.Where(column => !column.Generated && there.FindColumn(column.Name) is null)
                    .Select(column => $"Table {table.Name} of the target has no column '{column.Name}': add it.")
            );
        }

        return new SeedStanding(drops, same, obstacles);
    }

    /// <inheritdoc/>
    public Task PrepareToBuildAsync(SeedTargetSession target, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public NodeFaultException? Explain(Exception exception, string doing) =>
        exception is Microsoft.Data.Sqlite.SqliteException == (donor.Kind == NodeKinds.Sqlite)
            ? _donor.Explain(exception, doing)
            : ExplainTarget(exception, doing);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _donor.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
        await _target.DisposeAsync().ConfigureAwait(false);
    }

    private NodeFaultException? ExplainTarget(Exception exception, string doing) =>
        _target.IsDriverError(exception)
            ? NodeFaults.Driver(_target.Explain(exception), $"{doing} from {Donor}", exception)
            : null;

    /// <summary>The tables of the target, read on a session of their own.</summary>
    private async Task<IReadOnlyDictionary<TableName, TableDefinition>> ReadTargetAsync(CancellationToken stop)
    {
        var session = await OpenTargetAsync(stop).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var found = await session.Database.ReadCatalogAsync(session.Session.Connection, stop).ConfigureAwait(false);
            return found.ToDictionary(table => table.Definition.Name, table => table.Definition);
        }
    }

    private ISqlDialect Spelling() =>
        target.Kind == NodeKinds.Postgres
            ? new PostgresDialect(new PostgresValueBinding())
            : new SqliteDialect(new SqliteValueBinding());

    private IRelationalDatabase Database() =>
        target.Kind == NodeKinds.Postgres
            ? new PostgresDatabase(PostgresSeedRoute.WithoutLimits(target), logger, time)
            : new SqliteDatabase(target, time);
}
