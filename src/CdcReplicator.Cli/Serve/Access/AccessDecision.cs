namespace CdcReplicator.Cli;

/// <summary>What the caller of a page gets.</summary>
internal enum AccessDecision
{
    /// <summary>The page.</summary>
    Full,

    /// <summary>The page's status code, without its content.</summary>
    StatusOnly,

    /// <summary>Nothing: the caller is unknown.</summary>
    Unknown,

    /// <summary>Nothing: the role is not enough.</summary>
    RoleTooLow,

    /// <summary>Nothing: a page of another site asks, by way of somebody's browser.</summary>
    ForeignPage,

    /// <summary>
    /// Nothing: it was asked for by a foreign name, as a browser does whose page had its name led here.
    /// </summary>
    ForeignHost,
}
