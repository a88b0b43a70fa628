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
}
