namespace CdcReplicator.LocalServers;

/// <summary>
/// Makes a throwaway Kafka as closed as one in production: clients connect with TLS and SCRAM-SHA-512, and may do only
/// what an ACL says. Users and ACLs are made through <see cref="KafkaServer.ToolServers"/>, which may do everything.
/// </summary>
/// <param name="CertificateFile">PEM file of the brokers: private key (PKCS#8), then the certificate.</param>
internal sealed record KafkaServerSecurity(string CertificateFile);
