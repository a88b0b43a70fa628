namespace CdcReplicator.ChangeLog;

/// <summary>What the brokers say of a topic now.</summary>
/// <param name="Id">Its identity, new with each creation; null from brokers that give topics none.</param>
/// <param name="Partitions">How many partitions it has.</param>
/// <param name="Replicas">Replicas of partition 0.</param>
/// <param name="InSync">Those of them that are in sync.</param>
/// <param name="HasLeader">Whether partition 0 has a leader.</param>
internal sealed record TopicSight(string? Id, int Partitions, int Replicas, int InSync, bool HasLeader);
