using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What an unfinished seed says of itself in its target.</summary>
/// <param name="Donor">Where its rows come from.</param>
/// <param name="Log">The log.</param>
/// <param name="Since">When it began.</param>
/// <param name="Fingerprint">Of the schema that is made; empty before it is.</param>
/// <param name="Tables">Names of the tables that were made, a line each, quoted.</param>
/// <param name="Position">The position of the rows, once they are all there; null before.</param>
internal sealed record SeedRecord(
    string Donor,
    string Log,
    DateTimeOffset Since,
    string Fingerprint,
    string Tables,
    NodePosition? Position
);
