namespace CdcReplicator.Cluster;

/// <summary>What the applier that works on a node answers a claim, after a look into its own database.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="ApplierId">Who claimed.</param>
/// <param name="IsSameDatabase">Whether its name stands there; else its database is another one.</param>
/// <param name="By">Who works on the node.</param>
/// <param name="Endpoint">Where; no secrets.</param>
internal sealed record ClaimAnswer(string NodeId, string ApplierId, bool IsSameDatabase, string By, string Endpoint)
{
    /// <summary>Who works on which database, for people.</summary>
    public string Original => $"{By} serves {Endpoint}";
}
