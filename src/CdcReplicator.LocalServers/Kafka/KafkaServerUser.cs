namespace CdcReplicator.LocalServers;

/// <summary>The one user of a throwaway Kafka.</summary>
internal sealed record KafkaServerUser(string Name, string Password);
