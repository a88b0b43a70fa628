namespace CdcReplicator.Nodes;

/// <summary>What a seed may do to what the target holds already.</summary>
internal enum SeedMode
{
    /// <summary>The target is empty, or holds a seed that was not finished. Anything else is refused.</summary>
    FillEmpty,

    /// <summary>
    /// The target's tables that the donor has, too, are dropped and made anew, and its position is gone first. Its
    /// other tables stay.
    /// </summary>
    Replace,
}
