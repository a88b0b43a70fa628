using Microsoft.Extensions.Logging;

namespace CdcReplicator.Nodes;

/// <summary>Log messages of nodes: 2000 to 2999.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(
        2000,
        LogLevel.Information,
        "Node {Node} at {Endpoint} opened at sequence {Sequence} with {Tables} tables."
    )]
    public static partial void Opened(ILogger logger, string node, string endpoint, long sequence, int tables);

    /// <summary>Debug, because the fault is thrown, and the code that shows the node's state logs it once.</summary>
    [LoggerMessage(2001, LogLevel.Debug, "Node {Node} failed {Doing}: {Problem} (code {Code})")]
    public static partial void Failed(ILogger logger, string node, string doing, string? code, string problem);

    [LoggerMessage(
        2002,
        LogLevel.Warning,
        "Node {Node} takes numbers as text into {Table}.{Column}: the source's column is a number, or was when "
            + "they were "
            + "written. Status counts them."
    )]
    public static partial void NumberAsText(ILogger logger, string node, TableName table, string column);

    [LoggerMessage(
        2010,
        LogLevel.Warning,
        "The server of {Endpoint} is PostgreSQL {Version}; nodes are tested up to {Newest}."
    )]
    public static partial void UntriedVersion(ILogger logger, string endpoint, PostgresVersion version, int newest);

    [LoggerMessage(
        2012,
        LogLevel.Warning,
        "Triggers at {Endpoint} run what other roles wrote with the rights of the applier's role: {Triggers}."
    )]
    public static partial void ForeignTriggers(ILogger logger, string endpoint, string triggers);

    [LoggerMessage(2011, LogLevel.Warning, "The applier's session on {Endpoint} waits for a lock held by {Blockers}.")]
    public static partial void Blocked(ILogger logger, string endpoint, string blockers);
}
