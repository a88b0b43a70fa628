namespace CdcReplicator.ChangeLog;

/// <summary>What a topic is.</summary>
internal sealed record TopicFacts(int Partitions, int Replicas, IReadOnlyDictionary<string, string> Settings);
