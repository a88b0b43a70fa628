namespace CdcReplicator.Cluster;

/// <summary>An entry beside the log that holds a schema and has its id.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Version">Its version.</param>
/// <param name="Text">The schema.</param>
internal sealed record SchemaEntry(string Key, long Version, string Text);
