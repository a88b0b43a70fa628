namespace CdcReplicator;

/// <summary>How user and password are shown to Kafka.</summary>
public enum KafkaSaslMechanism
{
    /// <summary>PLAIN.</summary>
    Plain,

    /// <summary>SCRAM-SHA-256.</summary>
    ScramSha256,

    /// <summary>SCRAM-SHA-512.</summary>
    ScramSha512,
}
