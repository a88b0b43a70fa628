using CdcReplicator.LocalServers;
using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A theory that needs the recorded Debezium events and PostgreSQL's server programs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresCorpusTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips, with the reason, where either is missing.</summary>
    public PostgresCorpusTheoryAttribute() =>
        Skip =
            CorpusFolder.SkipReason
            ?? ServerRequirement.SkipUnless(PostgresBinaries.Find() is not null, PostgresFactAttribute.Missing);
}
