namespace CdcReplicator.Model;

/// <summary>What an event is to the counted transaction it names.</summary>
internal enum CountedPlace : byte
{
    /// <summary>Nothing: a repetition, or of an attempt that was aborted.</summary>
    PassedOver,

    /// <summary>The next one; others are to come.</summary>
    Held,

    /// <summary>The last one.</summary>
    Completes,

    /// <summary>
    /// It contradicts itself, or what came before. Nodes halt at it; skipped, it is as if it were not there.
    /// </summary>
    Contradicts,
}
