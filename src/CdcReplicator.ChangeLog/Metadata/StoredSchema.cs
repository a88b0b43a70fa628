namespace CdcReplicator.ChangeLog;

/// <summary>A schema as it is kept beside the log.</summary>
/// <param name="Subject">The subject it was first registered under; says only where it came from.</param>
/// <param name="Schema">Its text.</param>
internal sealed record StoredSchema(string? Subject, string? Schema);
