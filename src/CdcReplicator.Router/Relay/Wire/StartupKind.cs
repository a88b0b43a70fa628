namespace CdcReplicator.Router;

/// <summary>What a client may send before its session begins.</summary>
internal enum StartupKind : byte
{
    /// <summary>Not all of it has arrived.</summary>
    Incomplete,

    /// <summary>A session: user, database, options.</summary>
    Session,

    /// <summary>Stop what another connection is doing.</summary>
    Cancel,

    /// <summary>Go on encrypted by TLS?</summary>
    SslRequest,

    /// <summary>Go on encrypted by GSSAPI?</summary>
    GssRequest,

    /// <summary>TLS without asking, as PostgreSQL 17's clients can.</summary>
    DirectTls,

    /// <summary>Another protocol, or a broken client.</summary>
    Malformed,
}
