namespace CdcReplicator.Applier;

/// <summary>The spool of an applier that has none and therefore reads nothing.</summary>
internal sealed class NoSpool : ITransactionSpool
{
    public ISpooledRows Create() =>
        throw new ReplicationException("There is no spool for large transactions.", "Restart the applier.");
}
