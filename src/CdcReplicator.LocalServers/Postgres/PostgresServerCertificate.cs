namespace CdcReplicator.LocalServers;

/// <summary>The certificate of a throwaway PostgreSQL server; both files are copied.</summary>
/// <param name="File">PEM file of the certificate.</param>
/// <param name="KeyFile">PEM file of its private key, without password.</param>
public sealed record PostgresServerCertificate(string File, string KeyFile);
