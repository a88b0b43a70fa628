using CdcReplicator.Model;

namespace CdcReplicator.Client;

internal static class ValidOptions
{
    /// <exception cref="ReplicationException">They are not valid; lists every error.</exception>
    public static CdcClusterOptions Check(CdcClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        return errors.Count == 0
            ? options
            : throw new ReplicationException(
                $"The options of the cluster are invalid: {string.Join(" ", errors)}",
                "Correct them all."
            );
    }
}
