namespace CdcReplicator.Client;

/// <summary>A publisher and one of its numbers.</summary>
internal readonly record struct PublisherNumber(string Publisher, long Number);
