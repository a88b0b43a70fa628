namespace CdcReplicator.Testing;

/// <summary>What goes wrong with an append.</summary>
internal enum AppendLoss
{
    /// <summary>The log says it cannot be reached; nothing is appended.</summary>
    Refused,

    /// <summary>Lost on the way; nothing is appended, and nobody knows.</summary>
    BeforeTheLog,

    /// <summary>The first half of the records is appended, and nobody knows.</summary>
    AfterHalf,

    /// <summary>Appended, but the answer is lost.</summary>
    Answer,

    /// <summary>Answered, but time passes between its halves.</summary>
    Slow,

    /// <summary>Appended, but the answer never comes.</summary>
    Never,
}
