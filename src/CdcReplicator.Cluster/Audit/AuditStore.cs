using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// The orders that operators gave, beside the log, the newest <see cref="Kept"/> of them. An order of which no record
/// can be written is not given.
/// </summary>
internal sealed class AuditStore(IMetadataStore store)
{
    /// <summary>How many records are kept; the oldest go first.</summary>
    public const int Kept = 1_000;

    internal const string Prefix = "audit/";

    /// <summary>Writes down that an order is given, gives it, and writes down what became of it.</summary>
    /// <param name="order">Who orders what.</param>
    /// <param name="give">Gives it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LogUnavailableException">
    /// No record could be written, and the order was not given; or the order was given and its end could not be
    /// written down, as the message says.
    /// </exception>
    /// <exception cref="ReplicationException">The order failed; its record says so.</exception>
    public async Task GiveAsync(
        AuditRecord order,
        Func<CancellationToken, Task> give,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(give);
        var key = Prefix + Guid.NewGuid().ToString("N");
        await PutAsync(key, order, cancellationToken).ConfigureAwait(false);
        await RemoveOldestAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await give(cancellationToken).ConfigureAwait(false);
        }
        catch (ReplicationException error)
        {
            await TryPutFailureAsync(key, order, error, cancellationToken).ConfigureAwait(false);
            throw;
        }

        try
        {
            await PutAsync(key, order with { Outcome = OrderOutcome.Done }, cancellationToken).ConfigureAwait(false);
        }
        catch (LogUnavailableException error)
        {
            throw new LogUnavailableException(
                $"'{order.Order}' of '{order.Target}' was given, but its audit record could not be ended: "
                    + error.Problem,
                "Do not give it again without looking: cdc-replicator status. Its record stays 'begun'.",
                error
            );
        }
    }

    /// <summary>The records, oldest first; one that cannot be read stands in its place, with the reason.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyList<AuditLine>> ReadAsync(CancellationToken cancellationToken) =>
        [.. (await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false)).Select(Read)];

    private static AuditLine Read(MetadataEntry entry)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(entry.PublishedAt);
        try
        {
            return new AuditLine(at, EntryJson.Read(entry, ClusterJson.Default.AuditRecord), null);
        }
        catch (ReplicationException error)
        {
            return new AuditLine(at, null, error.Message);
        }
    }

    // Somebody who orders at the same moment removes the same entries, which does no harm.
    private async Task RemoveOldestAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries.Take(entries.Count - Kept))
        {
            await store.PutAsync(entry.Key, null, cancellationToken).ConfigureAwait(false);
        }
    }

    // Most orders fail because the log does not answer, and then the record stays 'begun', which says as much: what
    // is thrown is the order's own failure.
    private async Task TryPutFailureAsync(
        string key,
        AuditRecord order,
        ReplicationException failure,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var failed = order with { Outcome = OrderOutcome.Failed, Failure = failure.Problem };
            await PutAsync(key, failed, cancellationToken).ConfigureAwait(false);
        }
        catch (LogUnavailableException) when (failure.IsTransient)
        {
            // The same trouble again.
        }
    }

    private Task<long> PutAsync(string key, AuditRecord record, CancellationToken cancellationToken) =>
        store.PutAsync(key, ClusterJson.Write(record, ClusterJson.Default.AuditRecord), cancellationToken);
}
