using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cluster;

internal static partial class MembershipLog
{
    [LoggerMessage(1000, LogLevel.Warning, "Members cannot be followed at the moment; trying again: {Problem}")]
    public static partial void WatchFailed(ILogger logger, string problem);

    [LoggerMessage(1006, LogLevel.Information, "Members are followed again")]
    public static partial void WatchedAgain(ILogger logger);

    [LoggerMessage(1002, LogLevel.Error, "Members are no longer followed")]
    public static partial void WatchEnded(ILogger logger, Exception error);

    [LoggerMessage(1003, LogLevel.Warning, "Node {NodeId} is hidden: {Problem} {Remedy}")]
    public static partial void MemberHidden(ILogger logger, string nodeId, string problem, string remedy);

    [LoggerMessage(1004, LogLevel.Warning, "Node {NodeId} counts as drained: {Problem} {Remedy}")]
    public static partial void CountsAsDrained(ILogger logger, string nodeId, string problem, string remedy);

    [LoggerMessage(1005, LogLevel.Error, "A mistake ended the following of what is beside the log; it is begun again")]
    public static partial void WatchMistaken(ILogger logger, Exception error);
}
