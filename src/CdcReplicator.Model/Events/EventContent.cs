namespace CdcReplicator.Model;

/// <summary>What a record says that is not a row.</summary>
internal abstract record EventContent;
