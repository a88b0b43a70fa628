using System.Text;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Which topic a log is, by the identity that Kafka gives each creation. It is kept beside the log, so that a topic of
/// the same name that was created anew is not mistaken for the log.
/// </summary>
internal sealed class LogTopicStore(IMetadataStore store)
{
    private const string Prefix = "log-topic/";
    private const string Publishers = "publisher-topic";

    /// <summary>The topic's identity; null if nobody has written it (a log of an earlier version).</summary>
    public async Task<string?> FindAsync(LogId log, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix + log, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? null : Encoding.UTF8.GetString(entries[0].Value!);
    }

    /// <summary>A log that has had a topic of this name; null if none has.</summary>
    public async Task<string?> FindAnyLogAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? null : entries[0].Key[Prefix.Length..];
    }

    /// <summary>
    /// The identity of the topic that publishers write beside the log, empty if the brokers gave it none; null if the
    /// cluster has no such topic.
    /// </summary>
    public async Task<string?> FindPublishersAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Publishers, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? null : Encoding.UTF8.GetString(entries[0].Value!);
    }

    /// <summary>
    /// Writes that the cluster has a topic for publishers. Before the cluster's identity, so that a process that finds
    /// the identity finds this too.
    /// </summary>
    public Task PutPublishersAsync(string topicId, CancellationToken cancellationToken) =>
        store.PutAsync(Publishers, Encoding.UTF8.GetBytes(topicId), cancellationToken);

    /// <summary>Writes it.</summary>
    public Task PutAsync(LogId log, string topicId, CancellationToken cancellationToken) =>
        store.PutAsync(Prefix + log, Encoding.UTF8.GetBytes(topicId), cancellationToken);
}
