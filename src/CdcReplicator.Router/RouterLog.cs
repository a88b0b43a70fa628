using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

internal static partial class RouterLog
{
    [LoggerMessage(
        6000,
        LogLevel.Debug,
        "The position of node '{Node}' cannot be followed at the node itself at the moment; heartbeats tell it later"
    )]
    public static partial void WatchFailed(ILogger logger, string node, Exception error);

    [LoggerMessage(6001, LogLevel.Error, "News of the members could not be taken in; trying again")]
    public static partial void FollowingFailed(ILogger logger, Exception error);

    [LoggerMessage(6002, LogLevel.Error, "A mistake ended the following of node '{Node}'; it is begun again")]
    public static partial void WatchMistaken(ILogger logger, string node, Exception error);
}
