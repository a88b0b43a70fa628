namespace CdcReplicator.CrashHost;

/// <summary>Where an applier process can kill itself.</summary>
public enum KillPoint
{
    /// <summary>Nowhere: it runs until it is killed from outside.</summary>
    None,

    /// <summary>Before the log is asked for records.</summary>
    BeforeRead,

    /// <summary>When the log has given records.</summary>
    AfterRead,

    /// <summary>Before the node's transaction begins.</summary>
    BeforeBegin,

    /// <summary>When it has begun.</summary>
    AfterBegin,

    /// <summary>Between two rows of one transaction.</summary>
    MidRows,

    /// <summary>Before a rejection is published beside the log.</summary>
    BeforeRejection,

    /// <summary>When it is published, and not committed yet.</summary>
    AfterRejection,

    /// <summary>Before the position is updated.</summary>
    BeforeAdvance,

    /// <summary>When it is updated.</summary>
    AfterAdvance,

    /// <summary>Before COMMIT.</summary>
    BeforeCommit,

    /// <summary>A moment after COMMIT was sent, whether or not it has been answered.</summary>
    DuringCommit,

    /// <summary>When COMMIT is answered, before the applier knows.</summary>
    AfterCommit,
}
