namespace CdcReplicator.Model;

/// <summary>What a record says that is not a row.</summary>
public abstract record EventContent;
