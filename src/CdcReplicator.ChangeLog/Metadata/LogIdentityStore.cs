using System.Text.Json;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The identity of a log whose creation is not one atomic step. Everybody who finds none proposes one under a key of
/// its own; the entry of the lowest version counts, and since a read sees every put that returned before, all agree.
/// </summary>
internal sealed class LogIdentityStore(IMetadataStore store)
{
    private const string Prefix = "identity/";

    /// <summary>The log's settings, or null if nobody has proposed any.</summary>
    public async Task<ClusterSettings?> FindAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? null : EntryJson.Read(entries[0], LogIdentityJson.Default.LogIdentity).ToSettings();
    }

    /// <summary>The log's settings; proposes the given ones if there are none.</summary>
    public async Task<ClusterSettings> FindOrProposeAsync(ClusterSettings proposal, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is { } settings)
        {
            return settings;
        }

        var value = JsonSerializer.SerializeToUtf8Bytes(LogIdentity.Of(proposal), LogIdentityJson.Default.LogIdentity);
        await store.PutAsync($"{Prefix}{proposal.Log}", value, cancellationToken).ConfigureAwait(false);
        return await FindAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new LogMismatchException(
                "The identity just written beside the log is gone.",
                "Check that nothing else deletes what is kept beside the log."
            );
    }
}
