using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>What a member is shown against.</summary>
/// <param name="Log">What the log holds, asked after the member's heartbeat was read; null if that is unknown.</param>
/// <param name="NowUnixMs">This machine's clock.</param>
internal sealed record MemberSurroundings(LogBounds? Log, long NowUnixMs)
{
    /// <summary>Whether an operator keeps reads away; null if nobody does.</summary>
    public Maintenance? Maintenance { get; init; }

    /// <summary>In what it differs from the others; null if nothing says so.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>How long the log keeps what members need; null if it cannot be asked.</summary>
    public LogRetention? Retention { get; init; }

    /// <summary>The latest word on its lock; null if nobody ever unlocked it.</summary>
    public NodeLockView? Lock { get; init; }

    /// <summary>Whether silence is the applier's, rather than that of a log that takes nobody's heartbeats.</summary>
    public bool LogTakesHeartbeats { get; init; } = true;
}
