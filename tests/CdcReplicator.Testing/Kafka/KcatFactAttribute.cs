using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A test that reads Kafka with <c>kcat</c>, a client that is none of ours.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KcatFactAttribute : FactAttribute
{
    public KcatFactAttribute() =>
        Skip =
            KafkaAvailability.SkipReason(ownServer: false)
            ?? ServerRequirement.SkipUnless(IsInstalled(), "kcat is not installed.");

    private static bool IsInstalled() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "kcat")));
}
