using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>What must be right before a relay listens: its options, the files it may open, its certificate.</summary>
internal static class RelayStart
{
    private const int FilesOfTheProcess = 200;

    /// <summary>Checks all settings at once; the relay's certificate, or null if it speaks no TLS to clients.</summary>
    /// <exception cref="ReplicationException">They are wrong; all errors are listed.</exception>
    public static ServerTls? Check(RelayOptions options, TimeProvider clock, ILogger logger)
    {
        var errors = options.Validate().ToList();
        if (OpenFiles.Limit() is { } limit)
        {
            var needed = (2 * options.MaxConnections) + FilesOfTheProcess;
            if (needed > limit)
            {
                errors.Add(
                    $"{nameof(RelayOptions.MaxConnections)} is {options.MaxConnections}, which takes {needed} files; "
                        + $"the system allows this process {limit}: raise it (ulimit -Hn, LimitNOFILE=), or allow "
                        + "fewer connections."
                );
            }
        }

        try
        {
            return errors.Count == 0
                ? ServerTls.Start(options, clock, logger)
                : throw new ReplicationException(
                    $"The options of the relay are invalid: {string.Join(" ", errors)}",
                    "Correct them all."
                );
        }
        catch (TlsException error)
        {
            throw new ReplicationException(
                $"The relay's certificate cannot be used: {error.Message}.",
                $"Correct {nameof(RelayOptions.TlsCertificate)}, {nameof(RelayOptions.TlsKey)} or "
                    + $"{nameof(RelayOptions.TlsClientCa)} of the relay.",
                error
            );
        }
    }
}
