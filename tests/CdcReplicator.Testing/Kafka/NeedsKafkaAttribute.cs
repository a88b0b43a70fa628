namespace CdcReplicator.Testing;

/// <summary>A class whose contract cases need Kafka; they are skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsKafkaAttribute : Attribute;
