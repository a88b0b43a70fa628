namespace CdcReplicator.Router;

/// <summary>How fresh a read must be.</summary>
public enum ReadLevelKind : byte
{
    /// <summary>Any serving node, however far behind.</summary>
    Any,

    /// <summary>At least what the session has written and seen.</summary>
    Session,

    /// <summary>At least a given token.</summary>
    AtLeast,
}
