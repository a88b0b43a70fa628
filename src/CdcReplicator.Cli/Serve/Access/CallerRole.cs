namespace CdcReplicator.Cli;

/// <summary>What a caller over HTTP may do; each role may do what those before it may.</summary>
internal enum CallerRole
{
    /// <summary>Nothing: the caller is unknown.</summary>
    None,

    /// <summary>To look: which node to use, health with its reasons, metrics.</summary>
    Reader,

    /// <summary>To order what can be taken back: drain, undrain.</summary>
    Operator,

    /// <summary>To order what cannot: forget, skip, discard.</summary>
    Admin,
}
