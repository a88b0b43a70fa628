namespace CdcReplicator.Cli;

/// <summary>Why there is no answer.</summary>
internal sealed record HttpProblem(string Error, string Remedy);
