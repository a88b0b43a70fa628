using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>Refuses pending transactions that can no longer be told from new ones.</summary>
internal static class PendingAge
{
    /// <summary>
    /// Share of the publisher expiry that may have passed; the rest is for clocks that differ and for the time settling
    /// takes.
    /// </summary>
    private const double UsableShare = 0.9;

    /// <exception cref="PendingTransactionRefusedException">It is too old or of another log.</exception>
    public static void Check(PendingTransaction pending, ClusterSettings settings, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(pending);
        if (pending.Log != settings.Log)
        {
            throw new PendingTransactionRefusedException(
                $"Pending transaction {pending} was sent to log {pending.Log}; this cluster's log is {settings.Log}.",
                "Connect to the cluster it was sent to."
            );
        }

        var usable = settings.PublisherExpiry * UsableShare;
        var age = clock.GetUtcNow() - pending.StartedAt;
        var isOneTime = pending.Publisher.StartsWith(WellKnown.OneTimePublisherPrefix, StringComparison.Ordinal);
        if (isOneTime && age > usable)
        {
            throw new PendingTransactionRefusedException(
                $"Pending transaction {pending} was sent {age.TotalHours:0.#} h ago; nodes remember its publisher for "
                    + $"{settings.PublisherExpiry.TotalHours:0.#} h, and after {usable.TotalHours:0.#} h it is too late to settle it safely.",
                "Look into the tables for its effect, and publish it as a new transaction if there is none."
            );
        }
    }
}
