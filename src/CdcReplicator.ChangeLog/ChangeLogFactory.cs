using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Opens the log that an address names.</summary>
internal static class ChangeLogFactory
{
    /// <summary>
    /// Opens the log and, unless the options say no, creates it if there is none. The caller disposes it.
    /// </summary>
    /// <exception cref="LogMissingException">There is no log, and the options say not to create one.</exception>
    /// <exception cref="LogMismatchException">What is there is not a log of a known format.</exception>
    /// <exception cref="LogUnavailableException">The log cannot be reached.</exception>
    public static async Task<IChangeLog> OpenAsync(
        ChangeLogUri uri,
        ChangeLogOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        var create = options.CreateIfMissing ?? true;
        return uri.Scheme switch
        {
            ChangeLogScheme.Embedded => await EmbeddedChangeLog
                .OpenAsync(uri.Location, options.Embedded with { CreateIfMissing = create }, time, cancellationToken)
                .ConfigureAwait(false),
            _ => await KafkaChangeLog
                .OpenAsync(
                    options.Kafka with
                    {
                        BootstrapServers = uri.Location,
                        Cluster = uri.Cluster,
                        CreateIfMissing = create,
                        OpenBroken = options.OpenBroken,
                    },
                    time,
                    loggers,
                    cancellationToken
                )
                .ConfigureAwait(false),
        };
    }
}
