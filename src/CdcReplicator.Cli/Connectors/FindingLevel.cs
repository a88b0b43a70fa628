namespace CdcReplicator.Cli;

/// <summary>How bad a setting is; the worst first.</summary>
internal enum FindingLevel
{
    /// <summary>Rows or values are lost or changed, and no record shows it.</summary>
    Loses,

    /// <summary>A node halts at the first record of it.</summary>
    Refused,

    /// <summary>The file does not show what it does.</summary>
    Unknown,

    /// <summary>Nothing is lost, but something must be done or known.</summary>
    Note,
}
