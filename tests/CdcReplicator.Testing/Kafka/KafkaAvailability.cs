using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>Whether tests that need Kafka can run here.</summary>
internal static class KafkaAvailability
{
    public const string ServersVariable = "KAFKA_BOOTSTRAP_SERVERS";
    private const string RequireVariable = "CDC_REQUIRE_SERVERS";

    /// <summary>Whether what is missing must fail its tests instead of skipping them.</summary>
    public static bool AreServersRequired => Environment.GetEnvironmentVariable(RequireVariable) == "1";

    /// <summary>
    /// Why a test must be skipped, or null. Never skips where servers are required: then the test fails by itself.
    /// </summary>
    public static string? SkipReason(bool ownServer)
    {
        var given = !ownServer && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ServersVariable));
        return given || AreServersRequired ? null
            : KafkaInstallation.TryFind(out _, out var problem) ? null
            : $"No Kafka here: {problem}";
    }
}
