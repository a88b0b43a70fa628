using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>Drained nodes beside the log, one entry per node; every router sees them.</summary>
internal sealed class MaintenanceStore(IMetadataStore store)
{
    internal const string Prefix = "maintenance/";

    /// <summary>Says whether a node shall get reads; what was said before is replaced.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(Maintenance maintenance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(maintenance);
        var value = ClusterJson.Write(maintenance, ClusterJson.Default.Maintenance);
        return store.PutAsync(Prefix + maintenance.NodeId, value, cancellationToken);
    }

    /// <summary>Forgets what was said of a node that is no member any more.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task RemoveAsync(string nodeId, CancellationToken cancellationToken) =>
        store.PutAsync(Prefix + nodeId, null, cancellationToken);

    /// <summary>
    /// All drained nodes by id, asked once. One whose entry cannot be read is among them, with that as its reason.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Maintenance>> ReadAsync(CancellationToken cancellationToken) =>
        (await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
            .Select(entry => Read(entry, _ => { }))
            .Where(maintenance => maintenance.IsDrained)
            .ToDictionary(maintenance => maintenance.NodeId, StringComparer.Ordinal);

    internal static string NodeOf(MetadataEntry entry) => entry.Key[Prefix.Length..];

    /// <summary>
    /// What an entry says. An operator said something of the node; what cannot be read is taken for the safer of the
    /// two.
    /// </summary>
    internal static Maintenance Read(MetadataEntry entry, Action<UnreadableEntry> onUnreadable)
    {
        try
        {
            return EntryJson.ReadOf(NodeOf(entry), entry, ClusterJson.Default.Maintenance, word => word.NodeId);
        }
        catch (ReplicationException error)
        {
            onUnreadable(new UnreadableEntry(NodeOf(entry), error.Problem, error.Remedy));
            var since = DateTimeOffset.FromUnixTimeMilliseconds(entry.PublishedAt);
            return new Maintenance(NodeOf(entry), IsDrained: true, since, error.Problem);
        }
    }
}
