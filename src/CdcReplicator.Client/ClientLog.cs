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
        5001,
        LogLevel.Warning,
        "Transaction {Publisher}:{Number} took longer than the transaction timeout and was aborted; sending it again"
    )]
    public static partial void SentTooSlowly(ILogger logger, string publisher, long number);
}
