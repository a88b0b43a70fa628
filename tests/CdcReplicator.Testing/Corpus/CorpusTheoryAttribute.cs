using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A theory that needs the recorded Debezium events.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips, with the reason, where the recordings are missing.</summary>
    public CorpusTheoryAttribute() => Skip = CorpusFolder.SkipReason;
}
