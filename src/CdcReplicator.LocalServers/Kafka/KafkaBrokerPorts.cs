namespace CdcReplicator.LocalServers;

/// <summary>
/// Ports of one broker: for clients, for its controller, and for the other brokers and tools (always without a
/// password).
/// </summary>
internal readonly record struct KafkaBrokerPorts(int Client, int Controller, int Internal);
