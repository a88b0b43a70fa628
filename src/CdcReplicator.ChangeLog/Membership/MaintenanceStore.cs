namespace CdcReplicator.ChangeLog;

/// <summary>Drained nodes beside the log, one entry per node; every router sees them.</summary>
public sealed class MaintenanceStore(IMetadataStore store)
{
    internal const string Prefix = "maintenance/";

    /// <summary>Says whether a node shall get reads; what was said before is replaced.</summary>
    /// <exception cref="Model.LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(Maintenance maintenance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(maintenance);
        var value = MetadataJson.Write(maintenance, MetadataJson.Default.Maintenance);
        return store.PutAsync(Prefix + maintenance.NodeId, value, cancellationToken);
    }

    /// <summary>All drained nodes by id, asked once.</summary>
    public async Task<IReadOnlyDictionary<string, Maintenance>> ReadAsync(CancellationToken cancellationToken) =>
        (await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
            .Select(Read)
            .Where(maintenance => maintenance.IsDrained)
            .ToDictionary(maintenance => maintenance.NodeId, StringComparer.Ordinal);

    internal static Maintenance Read(MetadataEntry entry) => MetadataJson.Read(entry, MetadataJson.Default.Maintenance);
}
