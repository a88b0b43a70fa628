namespace CdcReplicator.EndToEndTests;

/// <summary>How a process ended and what it printed.</summary>
internal sealed record CliResult(int Code, string Output, string Errors);
