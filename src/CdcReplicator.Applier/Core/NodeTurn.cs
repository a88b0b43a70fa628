namespace CdcReplicator.Applier;

/// <summary>Whose turn it is to work on a node.</summary>
internal enum NodeTurn : byte
{
    /// <summary>This applier's; it has said so.</summary>
    Own,

    /// <summary>Nobody's: this applier says that it works on the node, and begins.</summary>
    Free,

    /// <summary>Another applier's.</summary>
    Others,
}
