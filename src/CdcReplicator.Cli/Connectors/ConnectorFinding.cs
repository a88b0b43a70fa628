namespace CdcReplicator.Cli;

/// <summary>One setting of a connector that an operator must look at.</summary>
/// <param name="Setting">Its name, as it stands in the file.</param>
/// <param name="Value">Its value, never a secret.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="What">What it does.</param>
/// <param name="Remedy">What to set.</param>
internal sealed record ConnectorFinding(string Setting, string Value, FindingLevel Level, string What, string Remedy);
