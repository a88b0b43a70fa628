using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>What the brokers say of a topic.</summary>
internal readonly record struct TopicState(ErrorCode Error, int Partitions);
