namespace CdcReplicator.Bench;

/// <summary>What <c>bench relay</c> found, for machines.</summary>
internal sealed record RelayReport(
    int Seconds,
    int Rounds,
    int Scale,
    IReadOnlyList<RelayCase> Cases,
    IReadOnlyList<RelaySample> Samples,
    RunConditions Conditions
);
