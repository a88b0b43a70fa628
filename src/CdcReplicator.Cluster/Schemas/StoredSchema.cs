namespace CdcReplicator.Cluster;

/// <summary>A schema as it is kept beside the log.</summary>
/// <param name="Subject">The subject it was first registered under; says only where it came from.</param>
/// <param name="Schema">Its text.</param>
/// <param name="Id">Its id; null where an earlier program wrote it.</param>
internal sealed record StoredSchema(string? Subject, string? Schema, int? Id = null);
