namespace CdcReplicator.LocalServers;

/// <summary>The one user of a throwaway Kafka.</summary>
public sealed record KafkaServerUser(string Name, string Password);
