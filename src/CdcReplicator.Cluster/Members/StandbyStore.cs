using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>Appliers that wait to take over a node, beside the log, one entry per applier.</summary>
internal sealed class StandbyStore(IMetadataStore store, TimeProvider time)
{
    private const string Prefix = "standby/";

    /// <summary>
    /// An applier that has said nothing for so long is not shown: it is gone, or works now. Its entry is removed by the
    /// next one that stands by.
    /// </summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Says that an applier stands by; this is its heartbeat. Removes what those before it have left.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task PublishAsync(Standby standby, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(standby);
        foreach (var entry in await store.ReadAsync(Of(standby.NodeId), cancellationToken).ConfigureAwait(false))
        {
            if (MemberStore.AgeOf(entry, time) > ShownFor)
            {
                await store.PutAsync(entry.Key, null, cancellationToken).ConfigureAwait(false);
            }
        }

        await store
            .PutAsync(Key(standby), ClusterJson.Write(standby, ClusterJson.Default.Standby), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Says that an applier stands by no longer.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task RemoveAsync(Standby standby, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(standby);
        return store.PutAsync(Key(standby), null, cancellationToken);
    }

    /// <summary>Those that stand by now, by node and applier.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyList<StandbyView>> ReadAsync(CancellationToken cancellationToken) =>
        [
            .. (await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
                .Select(entry => (Entry: entry, Age: MemberStore.AgeOf(entry, time)))
                .Where(seen => seen.Age <= ShownFor)
                .Select(seen => View(seen.Entry, seen.Age))
                .OfType<StandbyView>()
                .OrderBy(view => view.NodeId, StringComparer.Ordinal)
                .ThenBy(view => view.ApplierId, StringComparer.Ordinal),
        ];

    private static StandbyView? View(MetadataEntry entry, TimeSpan age) =>
        entry.Key[Prefix.Length..].Split('/', 2) is [var node, var applier]
            ? new StandbyView(Uri.UnescapeDataString(node), applier, age) { StandsByFor = WaitedAt(entry) + age }
            : null;

    // The key says who stands by; an entry that cannot be read hides only for how long.
    private static TimeSpan? WaitedAt(MetadataEntry entry)
    {
        try
        {
            return EntryJson.Read(entry, ClusterJson.Default.Standby).WaitedMilliseconds is { } waited
                ? TimeSpan.FromMilliseconds(waited)
                : null;
        }
        catch (ReplicationException)
        {
            return null;
        }
    }

    private static string Of(string nodeId) => $"{Prefix}{Uri.EscapeDataString(nodeId)}/";

    private static string Key(Standby standby) => Of(standby.NodeId) + standby.ApplierId;
}
