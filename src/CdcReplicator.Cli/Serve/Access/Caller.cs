namespace CdcReplicator.Cli;

/// <summary>Somebody who may ask over HTTP.</summary>
/// <param name="Role">What they may do.</param>
/// <param name="Proof">What they show.</param>
/// <param name="Digest">SHA-256 of the token, or of the client certificate (DER).</param>
internal sealed record Caller(CallerRole Role, CallerProof Proof, byte[] Digest);
