namespace CdcReplicator.Bench;

/// <summary>One number of clients.</summary>
internal sealed record RelayCase(int Clients, IReadOnlyList<RelayContenderFigures> Contenders);
