using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A theory that needs the recorded Debezium events and PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresCorpusTheoryAttribute : TheoryAttribute
{
    /// <summary>The recorded schema has a numeric of negative scale.</summary>
    private const int SchemaNeeds = 15;

    /// <summary>Skips, with the reason, where either is missing.</summary>
    public PostgresCorpusTheoryAttribute() =>
        Skip = CorpusFolder.SkipReason ?? PostgresAvailability.SkipBefore(SchemaNeeds);
}
