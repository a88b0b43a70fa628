using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// What is put beside the log before a transaction is appended: its number's block, its schemas. However that fails,
/// nothing of the transaction was published, and a put that came through unseen harms nobody.
/// </summary>
internal static class Preparation
{
    /// <exception cref="LogUnavailableException">It could not be prepared; nothing was published.</exception>
    public static async ValueTask<T> RunAsync<T>(ValueTask<T> preparing)
    {
        try
        {
            return await preparing.ConfigureAwait(false);
        }
        catch (ReplicationException cause)
            when (cause is AppendOutcomeUnknownException or SchemaRegistryUnavailableException)
        {
            throw new LogUnavailableException(
                $"The transaction could not be prepared, and nothing of it was published: {cause.Problem}",
                cause is SchemaRegistryUnavailableException
                    ? $"{cause.Remedy} Then commit it again."
                    : "Commit it again once the log answers.",
                cause
            );
        }
    }
}
