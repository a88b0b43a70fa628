namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>What a day must keep.</summary>
internal enum DayRule
{
    /// <summary>An acknowledged write is on every node that says active.</summary>
    NothingLost,

    /// <summary>What a writer was told has no effect has none on a node that says active.</summary>
    RefusedHasNoEffect,

    /// <summary>A node that says active has no row that nobody wrote.</summary>
    NothingElseThere,

    /// <summary>A node that does not follow says why.</summary>
    SaysWhatIsWrong,

    /// <summary>A node whose rows nobody changed by hand follows again once things are put right.</summary>
    GoesOn,

    /// <summary>A read finds the acknowledged writes that its token covers.</summary>
    ReadsCoverTheirToken,

    /// <summary>A read finds only what was written.</summary>
    ReadsFindNothingElse,

    /// <summary>Reads are answered on a fair share of the time in which a node says active.</summary>
    ReadsAreAnswered,

    /// <summary>Nothing that is sent after the log was replaced by another one is acknowledged.</summary>
    NothingGoesElsewhere,

    /// <summary>Of a client of the relay that has gone nothing is left.</summary>
    ClientsAreReleased,

    /// <summary>Writers go on once things are put right.</summary>
    WritersGoOn,
}
