namespace CdcReplicator.Cli;

/// <summary>Why there is no answer.</summary>
internal sealed record RouteProblem(string Error, string Remedy);
