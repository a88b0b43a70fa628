namespace CdcReplicator.Applier;

/// <summary>Where the rows of transactions go that do not fit in memory.</summary>
internal interface ITransactionSpool
{
    /// <summary>Begins a place for the rows of one transaction.</summary>
    ISpooledRows Create();
}
