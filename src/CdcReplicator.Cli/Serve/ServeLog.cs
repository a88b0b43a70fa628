using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

internal static partial class ServeLog
{
    [LoggerMessage(7100, LogLevel.Warning, "Metrics and health are not served: {Problem} {Remedy}")]
    public static partial void NotServed(ILogger logger, string problem, string remedy);
}
