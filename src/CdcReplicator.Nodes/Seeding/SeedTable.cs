namespace CdcReplicator.Nodes;

/// <summary>A table to be copied.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows, as the donor's statistics estimate them.</param>
/// <param name="Bytes">What it takes at the donor, without indexes.</param>
internal sealed record SeedTable(TableName Name, long Rows, long Bytes);
