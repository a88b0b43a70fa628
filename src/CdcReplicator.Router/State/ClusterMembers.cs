using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>The members and their maintenance beside the log, as the router wants them.</summary>
internal sealed class ClusterMembers : IRouterMembers, IAsyncDisposable
{
    private readonly MaintenanceDirectory _maintenance;
    private readonly ProofDirectory _proofs;

    private ClusterMembers(MemberDirectory directory, MaintenanceDirectory maintenance, ProofDirectory proofs)
    {
        _proofs = proofs;
        Directory = directory;
        _maintenance = maintenance;
    }

    /// <summary>The members as their appliers describe them.</summary>
    public MemberDirectory Directory { get; }

    /// <inheritdoc/>
    public IReadOnlyList<MemberView> Current
    {
        get
        {
            var proofs = _proofs.Current;
            return
            [
                .. Directory.Members.Select(member =>
                    member with
                    {
                        IsDrained = _maintenance.IsDrained(member.Status.NodeId),
                        Proof = proofs.Of(member.Status.NodeId),
                    }
                ),
            ];
        }
    }

    /// <inheritdoc/>
    public Task NextChange => Task.WhenAny(Directory.Changed, _maintenance.Changed, _proofs.Changed);

    /// <inheritdoc/>
    public ReplicationException? Fault => Directory.Fault;

    /// <inheritdoc/>
    public IReadOnlyList<UnreadableEntry> Hidden => Directory.Members.Unreadable;

    /// <summary>Starts following; the members that are there now are known when this returns.</summary>
    /// <exception cref="LogUnavailableException">What is kept beside the log could not be reached.</exception>
    public static async Task<ClusterMembers> OpenAsync(
        IMetadataStore store,
        TimeProvider clock,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(loggers);
        var maintenance = await MaintenanceDirectory
            .OpenAsync(store, clock, loggers.CreateLogger<MaintenanceDirectory>(), cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return await OpenAsync(store, clock, loggers, maintenance, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await maintenance.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        // All, whatever one of them throws.
        await using var proofs = _proofs.ConfigureAwait(false);
        await using var maintenance = _maintenance.ConfigureAwait(false);
        await using var directory = Directory.ConfigureAwait(false);
    }

    private static async Task<ClusterMembers> OpenAsync(
        IMetadataStore store,
        TimeProvider clock,
        ILoggerFactory loggers,
        MaintenanceDirectory maintenance,
        CancellationToken cancellationToken
    )
    {
        var proofs = await ProofDirectory
            .OpenAsync(store, clock, loggers.CreateLogger<ProofDirectory>(), cancellationToken)
            .ConfigureAwait(false);
        try
        {
            var members = loggers.CreateLogger<MemberDirectory>();
            return new ClusterMembers(
                await MemberDirectory.OpenAsync(store, clock, members, cancellationToken).ConfigureAwait(false),
                maintenance,
                proofs
            );
        }
        catch
        {
            await proofs.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
