using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>Whether tests that need Kafka can run here, and on which.</summary>
internal static class KafkaAvailability
{
    public const string ServersVariable = "KAFKA_BOOTSTRAP_SERVERS";

    /// <summary>The shared broker of a process, where none is given. A secured run needs its own programs.</summary>
    public static ServerChoice Shared =>
        ServerChoice.Of(
            Missing,
            () => SecuredRun.IsOn ? SecuredRun.NoContainers : ContainerEngine.Problem,
            ServerRequirement.IsOn
        );

    private static string? Missing =>
        KafkaInstallation.TryFind(out _, out var problem) ? null : $"No Kafka here: {problem}";

    /// <summary>
    /// Why a test must be skipped, or null. Never skips where servers are required: then the test fails by itself.
    /// </summary>
    /// <param name="ownServer">Whether only Kafka's own programs will do.</param>
    public static string? SkipReason(bool ownServer)
    {
        if (ownServer)
        {
            return ServerRequirement.IsOn ? null : Missing;
        }

        var given = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ServersVariable));
        return given ? null : Shared.SkipReason;
    }
}
