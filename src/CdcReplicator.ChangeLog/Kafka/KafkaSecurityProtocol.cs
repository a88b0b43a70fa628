namespace CdcReplicator;

/// <summary>How the connection to Kafka is protected.</summary>
public enum KafkaSecurityProtocol
{
    /// <summary>Neither encrypted nor authenticated.</summary>
    Plaintext,

    /// <summary>TLS; with a client certificate also authenticated.</summary>
    Ssl,

    /// <summary>User and password over an open connection.</summary>
    SaslPlaintext,

    /// <summary>User and password over TLS.</summary>
    SaslSsl,
}
