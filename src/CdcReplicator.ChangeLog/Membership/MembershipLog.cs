using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

internal static partial class MembershipLog
{
    [LoggerMessage(1000, LogLevel.Warning, "Members cannot be followed at the moment; trying again")]
    public static partial void WatchFailed(ILogger logger, Exception error);

    [LoggerMessage(1001, LogLevel.Warning, "The heartbeat of node {NodeId} could not be published; trying again")]
    public static partial void HeartbeatFailed(ILogger logger, string nodeId, Exception error);

    [LoggerMessage(1002, LogLevel.Error, "Members are no longer followed")]
    public static partial void WatchEnded(ILogger logger, Exception error);
}
