namespace CdcReplicator.EndToEndTests;

/// <summary>A certificate and its key in PEM files.</summary>
internal sealed record TestCertificate(string File, string Key, string Thumbprint);
