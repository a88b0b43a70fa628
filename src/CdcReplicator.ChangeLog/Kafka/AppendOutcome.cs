namespace CdcReplicator.ChangeLog;

/// <summary>What the delivery reports of one append say together.</summary>
internal enum AppendOutcome
{
    /// <summary>Every record is in the log.</summary>
    Appended,

    /// <summary>No record is in the log, nor will be.</summary>
    NotAppended,

    /// <summary>A record was refused for its size; it cannot be in the log.</summary>
    TooLarge,

    /// <summary>Some records are in the log, or may be.</summary>
    Unknown,
}
