using Microsoft.Extensions.Logging;

namespace CdcReplicator.Client;

internal static partial class ClientLog
{
    [LoggerMessage(
        5000,
        LogLevel.Warning,
        "Table definitions cannot be followed at the moment; trying again: {Problem}"
    )]
    public static partial void TablesNotFollowed(ILogger logger, string problem);

    [LoggerMessage(5002, LogLevel.Information, "Table definitions are followed again")]
    public static partial void TablesFollowed(ILogger logger);

    [LoggerMessage(
        5003,
        LogLevel.Warning,
        "What node {NodeId} has is unknown, so changes are not checked against it; it halts at what it lacks: "
            + "{Problem} "
            + "{Remedy}"
    )]
    public static partial void TablesHidden(ILogger logger, string nodeId, string problem, string remedy);

    [LoggerMessage(
        5001,
        LogLevel.Warning,
        "Transaction {Publisher}:{Number} took longer than the transaction timeout and was aborted; sending it again"
    )]
    public static partial void SentTooSlowly(ILogger logger, string publisher, long number);

    [LoggerMessage(
        5004,
        LogLevel.Warning,
        "Entry {Key} (version {Version}) beside the log holds no numbers of publisher '{Publisher}' and counts for "
            + "nothing. Remove it, and find what else writes beside this log"
    )]
    public static partial void NumbersHidden(ILogger logger, string key, long version, string publisher);
}
