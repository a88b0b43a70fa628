namespace CdcReplicator.Client;

internal static class ValidOptions
{
    /// <summary>A copy of valid options, which nobody changes any more.</summary>
    /// <exception cref="ReplicationException">They are not valid; lists every error.</exception>
    public static CdcClusterOptions Check(CdcClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        return errors.Count == 0
            ? options with
            {
                NodeCredentials = new Dictionary<string, string>(options.NodeCredentials, StringComparer.Ordinal),
            }
            : throw new ReplicationException(
                $"The options of the cluster are invalid: {string.Join(" ", errors)}",
                "Correct them all."
            );
    }
}
