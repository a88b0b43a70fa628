namespace CdcReplicator.Testing;

/// <summary>Whether tests that need a server may be skipped where there is none.</summary>
internal static class ServerRequirement
{
    /// <summary>Set to 1 where the servers must be there: then nothing is skipped, and what is missing fails.</summary>
    public const string Variable = "CDC_REQUIRE_SERVERS";

    /// <summary>Whether what is missing must fail its tests instead of skipping them.</summary>
    public static bool IsOn => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>The reason to skip, or null to run.</summary>
    public static string? SkipUnless(bool installed, string reason) => installed || IsOn ? null : reason;
}
