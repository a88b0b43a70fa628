namespace CdcReplicator.Testing;

/// <summary>Whether tests that need a server may be skipped where it is not installed.</summary>
public static class ServerRequirement
{
    /// <summary>Set to 1 where the servers must be there: then nothing is skipped, and what is missing fails.</summary>
    public const string Variable = "CDC_REQUIRE_SERVERS";

    /// <summary>The reason to skip, or null to run.</summary>
    public static string? SkipUnless(bool installed, string reason) =>
        installed || Environment.GetEnvironmentVariable(Variable) == "1" ? null : reason;
}
