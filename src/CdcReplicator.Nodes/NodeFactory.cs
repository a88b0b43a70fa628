using Microsoft.Extensions.Logging;

namespace CdcReplicator.Nodes;

/// <summary>Makes nodes from their options.</summary>
internal static class NodeFactory
{
    /// <summary>A node; nothing is connected before <see cref="INode.OpenAsync"/>.</summary>
    /// <exception cref="ReplicationException">
    /// The options are not valid; the message lists everything that is wrong.
    /// </exception>
    public static INode Create(NodeOptions options, ILoggerFactory loggerFactory, TimeProvider time) =>
        CreateRelational(options, loggerFactory, time);

    /// <summary>The work of adopting a node's database; nothing is connected yet.</summary>
    /// <exception cref="ReplicationException">The options are not valid.</exception>
    public static NodeAdoption CreateAdoption(NodeOptions options, ILoggerFactory loggerFactory, TimeProvider time) =>
        new(CreateRelational(options, loggerFactory, time));

    private static RelationalNode CreateRelational(NodeOptions options, ILoggerFactory loggerFactory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        ArgumentNullException.ThrowIfNull(time);
        var errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ReplicationException(
                $"The options of node '{options.Id}' are not valid: {string.Join(" ", errors)}",
                "Correct them in the applier's configuration."
            );
        }

        var logger = loggerFactory.CreateLogger<RelationalNode>();
        IRelationalDatabase database =
            options.Kind == NodeKinds.Postgres
                ? new PostgresDatabase(options, logger, time)
                : new SqliteDatabase(options, time);
        return new RelationalNode(options, database, logger);
    }
}
