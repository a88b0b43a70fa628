using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A fact that needs the recorded Debezium events.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    /// <summary>Skips, with the reason, where the recordings are missing.</summary>
    public CorpusFactAttribute() => Skip = CorpusFolder.SkipReason;
}
