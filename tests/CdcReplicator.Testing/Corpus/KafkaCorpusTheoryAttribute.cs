using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A theory that needs the recorded Debezium events, a Kafka with its command-line tools, and PostgreSQL.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KafkaCorpusTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips, with the reason, where one of them is missing.</summary>
    public KafkaCorpusTheoryAttribute() =>
        Skip =
            CorpusFolder.SkipReason
            ?? KafkaAvailability.SkipReason(ownServer: true)
            ?? PostgresAvailability.SkipReason(ownServer: false);
}
