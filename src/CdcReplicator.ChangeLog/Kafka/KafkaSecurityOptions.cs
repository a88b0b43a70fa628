namespace CdcReplicator;

/// <summary>TLS and SASL. Secrets stand in a file or an environment variable, never here.</summary>
public sealed record KafkaSecurityOptions
{
    /// <summary>Default <see cref="KafkaSecurityProtocol.Plaintext"/>.</summary>
    public KafkaSecurityProtocol Protocol { get; init; } = KafkaSecurityProtocol.Plaintext;

    /// <summary>Default <see cref="KafkaSaslMechanism.Plain"/>; used with the Sasl protocols.</summary>
    public KafkaSaslMechanism Mechanism { get; init; } = KafkaSaslMechanism.Plain;

    /// <summary>SASL user.</summary>
    public string? User { get; init; }

    /// <summary>File whose text, without a line end after it, is the SASL password.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Environment variable that holds the SASL password.</summary>
    public string? PasswordEnvironmentVariable { get; init; }

    /// <summary>PEM file with the authorities to trust; default: the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file with the client's certificate.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with the client's private key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>File with the private key's password, if it has one.</summary>
    public string? KeyPasswordFile { get; init; }
}
