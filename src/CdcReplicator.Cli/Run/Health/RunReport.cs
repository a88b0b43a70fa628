namespace CdcReplicator.Cli;

/// <summary>How the appliers of a process are.</summary>
/// <param name="Ok">Whether all of them are as was asked.</param>
/// <param name="Nodes">Each of them.</param>
internal sealed record RunReport(bool Ok, IReadOnlyList<ApplierHealth> Nodes);
