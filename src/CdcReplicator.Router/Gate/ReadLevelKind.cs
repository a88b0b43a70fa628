namespace CdcReplicator;

/// <summary>How fresh a read must be.</summary>
public enum ReadLevelKind : byte
{
    /// <summary>Any serving node, however far behind.</summary>
    Any,

    /// <summary>At most so many records behind the log's end, as it is when the read is served.</summary>
    BoundedRecords,

    /// <summary>Lacks nothing that was in the log so long ago.</summary>
    BoundedAge,

    /// <summary>At least what the session has written and seen.</summary>
    Session,

    /// <summary>At least a given token.</summary>
    AtLeast,

    /// <summary>Everything that was in the log when the read was asked for.</summary>
    Latest,
}
