using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>From SQLite to SQLite.</summary>
internal sealed class SqliteSeedRoute(NodeOptions donor, NodeOptions target, SeedSettings settings, TimeProvider time)
    : ISeedRoute
{
    private readonly SqliteDatabase _donor = new(donor, time);

    /// <inheritdoc/>
    public string Donor => _donor.Endpoint;

    /// <inheritdoc/>
    public bool Compares => true;

    /// <inheritdoc/>
    public int MostWorkers => 1;

    /// <inheritdoc/>
    public Task<SeedTargetSession> OpenTargetAsync(CancellationToken cancellationToken) =>
        SeedTargetSession.OpenAsync(new SqliteDatabase(target, time), cancellationToken);

    /// <inheritdoc/>
    public async Task<ISeedSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        await SqliteSeedSnapshot
            .OpenAsync(_donor, new IgnoreList([.. target.Ignore, .. donor.Ignore]), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<ISeedWorker> OpenWorkerAsync(ISeedSnapshot snapshot, CancellationToken cancellationToken) =>
        new SqliteSeedWorker(
            (SqliteSeedSnapshot)snapshot,
            await OpenTargetAsync(cancellationToken).ConfigureAwait(false),
            settings.ChunkBytes
        );

    /// <inheritdoc/>
    public Task<SeedStanding> FindStandingAsync(
        SeedTargetSession target,
        SeedSchema schema,
        CancellationToken cancellationToken
    ) => Task.FromResult(SqliteSeedStanding.Find((SqliteConnection)target.Session.Connection, schema));

    /// <inheritdoc/>
    public Task PrepareToBuildAsync(SeedTargetSession target, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public NodeFaultException? Explain(Exception exception, string doing) =>
        _donor.IsDriverError(exception)
            ? NodeFaults.Driver(_donor.Explain(exception), $"{doing} from {Donor}", exception)
            : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _donor.DisposeAsync();
}
