namespace CdcReplicator.Model;

/// <summary>What a transaction is that stands at the place of the one before, if nothing else tells.</summary>
internal enum SamePlace : byte
{
    /// <summary>The same, come again: the source writes one at a place.</summary>
    Repetition,

    /// <summary>Another one, or the same: applying it again changes nothing.</summary>
    Harmless,

    /// <summary>Another one, or the same: applying it again would leave a row too many.</summary>
    Unknown,
}
