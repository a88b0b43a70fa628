namespace CdcReplicator.ChangeLog;

/// <summary>An entry beside the log.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value; null if the key was removed.</param>
/// <param name="Version">Rises with every write of the store; unique.</param>
/// <param name="PublishedAt">When the store took it, Unix ms by the store's clock.</param>
internal sealed record MetadataEntry(string Key, byte[]? Value, long Version, long PublishedAt);
