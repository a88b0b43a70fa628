namespace CdcReplicator.Nodes;

/// <summary>What a table's definition does not say and the other kind of node needs.</summary>
/// <param name="ForeignKeys">What follows the columns of a foreign key, by its name: actions, deferral.</param>
/// <param name="Indexes">Indexes that are not unique, over columns: names and columns.</param>
internal sealed record AcrossRules(
    IReadOnlyDictionary<string, string> ForeignKeys,
    IReadOnlyList<(string Name, IReadOnlyList<string> Columns)> Indexes
);
