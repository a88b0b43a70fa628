namespace CdcReplicator.Cli;

/// <summary>Judges some settings of a connector.</summary>
internal interface IConnectorRule
{
    /// <summary>What there is to say of them.</summary>
    IEnumerable<ConnectorFinding> Find(ConnectorSettings settings);
}
