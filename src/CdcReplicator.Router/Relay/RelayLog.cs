using System.Net;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

internal static partial class RelayLog
{
    [LoggerMessage(
        6100,
        LogLevel.Information,
        "PostgreSQL clients are relayed from {EndPoint}, at level {Level} by default"
    )]
    public static partial void Listening(ILogger logger, EndPoint endPoint, ReadLevel level);

    [LoggerMessage(6101, LogLevel.Warning, "A client was refused with {SqlState}: {Problem}")]
    public static partial void Refused(ILogger logger, string sqlState, string problem);

    [LoggerMessage(6102, LogLevel.Error, "A connection was ended by a mistake in the relay")]
    public static partial void ConnectionFailed(ILogger logger, Exception error);

    [LoggerMessage(6103, LogLevel.Warning, "Node {Node} closed a connection without a word")]
    public static partial void NodeLost(ILogger logger, string node);

    [LoggerMessage(6104, LogLevel.Warning, "No further client can be accepted at the moment: {Error}")]
    public static partial void AcceptFailed(ILogger logger, System.Net.Sockets.SocketError error);

    [LoggerMessage(6105, LogLevel.Information, "Stopping: {Count} clients have {Patience} to end their transactions")]
    public static partial void Draining(ILogger logger, int count, TimeSpan patience);

    [LoggerMessage(6106, LogLevel.Information, "The certificate {File} has changed; new clients get the new one")]
    public static partial void CertificateRenewed(ILogger logger, string file);

    [LoggerMessage(
        6107,
        LogLevel.Error,
        "The certificate has changed and cannot be used; clients get the old one: {Problem}"
    )]
    public static partial void CertificateNotRenewed(ILogger logger, string problem);

    [LoggerMessage(6108, LogLevel.Warning, "A cancel request did not reach its node: {Problem}")]
    public static partial void CancelFailed(ILogger logger, string problem);
}
