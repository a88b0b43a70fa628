using CdcReplicator.Model;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>From PostgreSQL to PostgreSQL.</summary>
internal sealed class PostgresSeedRoute(NodeOptions donor, NodeOptions target, ILogger logger, TimeProvider time)
    : ISeedRoute
{
    private const int MaxWorkers = 32;

    /// <summary>A large read, because a server sends a message for each row.</summary>
    private const int ReadBytes = 256 << 10;

    /// <summary>For each index that is built, at least.</summary>
    private const string Building = """
        SELECT set_config('maintenance_work_mem', '256MB', false) WHERE
          pg_size_bytes(current_setting('maintenance_work_mem')) < 268435456
        """;

    private readonly PostgresDatabase _donor = new(WithoutLimits(donor), logger, time);

    /// <inheritdoc/>
    public string Donor => _donor.Endpoint;

    /// <inheritdoc/>
    public bool Compares => true;

    /// <inheritdoc/>
    public int MostWorkers => MaxWorkers;

    /// <inheritdoc/>
    public Task<SeedTargetSession> OpenTargetAsync(CancellationToken cancellationToken) =>
        SeedTargetSession.OpenAsync(new PostgresDatabase(WithoutLimits(target), logger, time), cancellationToken);

    /// <inheritdoc/>
    public async Task<ISeedSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        await PostgresSeedSnapshot
            .OpenAsync(_donor, new IgnoreList([.. target.Ignore, .. donor.Ignore]), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<ISeedWorker> OpenWorkerAsync(ISeedSnapshot snapshot, CancellationToken cancellationToken) =>
        await PostgresSeedWorker
            .OpenAsync(
                _donor,
                (PostgresSeedSnapshot)snapshot,
                await OpenTargetAsync(cancellationToken).ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<SeedStanding> FindStandingAsync(
        SeedTargetSession target,
        SeedSchema schema,
        CancellationToken cancellationToken
    ) => PostgresSeedStanding.FindAsync((NpgsqlConnection)target.Session.Connection, schema, cancellationToken);

    /// <inheritdoc/>
    public Task PrepareToBuildAsync(SeedTargetSession target, CancellationToken cancellationToken) =>
        target.Session.RunAsync(Building, cancellationToken);

    /// <inheritdoc/>
    public NodeFaultException? Explain(Exception exception, string doing) =>
        _donor.IsDriverError(exception)
            ? NodeFaults.Driver(_donor.Explain(exception), $"{doing} from {Donor}", exception)
            : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _donor.DisposeAsync();

    /// <summary>One statement may take hours: a large index, a large table.</summary>
    public static NodeOptions WithoutLimits(NodeOptions options) =>
        options with
        {
            ConnectionString = new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                CommandTimeout = 0,
                ReadBufferSize = ReadBytes,
            }.ConnectionString,
        };
}
