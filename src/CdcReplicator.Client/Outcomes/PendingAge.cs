using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// Refuses pending transactions that nodes could no longer tell from new ones. Their age is what the log has gone on,
/// because that is what nodes forget by; no clock of a process counts.
/// </summary>
internal static class PendingAge
{
    /// <summary>
    /// Share of the publisher expiry that may have passed; the rest is for what others append while it is settled.
    /// </summary>
    private const double UsableShare = 0.9;

    /// <exception cref="PendingTransactionRefusedException">It was sent to another log.</exception>
    public static void CheckLog(PendingTransaction pending, ClusterSettings settings)
    {
        if (pending.Log != settings.Log)
        {
            throw new PendingTransactionRefusedException(
                $"Pending transaction {pending} was sent to log {pending.Log}; this cluster's log is {settings.Log}.",
                "Connect to the cluster it was sent to."
            );
        }
    }

    /// <summary>Call when the log, read to its end, does not say what became of it.</summary>
    /// <param name="pending">The transaction.</param>
    /// <param name="settings">The cluster's rules.</param>
    /// <param name="passed">How long the log has gone on since it was sent.</param>
    /// <exception cref="PendingTransactionRefusedException">It is too old.</exception>
    public static void CheckAge(PendingTransaction pending, ClusterSettings settings, TimeSpan passed)
    {
        var usable = settings.PublisherExpiry * UsableShare;
        var isOneTime = pending.Publisher.StartsWith(WellKnown.OneTimePublisherPrefix, StringComparison.Ordinal);
        if (isOneTime && passed > usable)
        {
            throw new PendingTransactionRefusedException(
                $"Pending transaction {pending} is not in the log, which has gone on for {passed.TotalHours:0.#} h "
                    + "since it was sent; nodes remember its publisher for "
                    + $"{settings.PublisherExpiry.TotalHours:0.#} h, and after {usable.TotalHours:0.#} h it is too "
                    + "late to settle it safely. Nothing was sent now.",
                "Publish it as a new transaction if no other process is settling it."
            );
        }
    }
}
