using CdcReplicator.Model;

namespace CdcReplicator.ContractTests;

/// <summary>A type and values of it that are easily lost.</summary>
/// <param name="PostgresType">As declared on PostgreSQL.</param>
/// <param name="SqliteType">As declared on SQLite.</param>
/// <param name="Values">What a record brings, and how PostgreSQL itself prints what must arrive.</param>
internal sealed record RoundTripCase(
    string PostgresType,
    string SqliteType,
    params (DataValue Value, string Printed)[] Values
)
{
    /// <summary>Whether the types can be compared by <c>=</c> (json, xml and point cannot on PostgreSQL).</summary>
    public bool HasEquality { get; init; } = true;

    /// <summary>The oldest major version of PostgreSQL that takes the type and the values.</summary>
    public int Since { get; init; }
}
