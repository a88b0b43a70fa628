using Microsoft.Extensions.Logging;

namespace CdcReplicator.Nodes;

/// <summary>Makes seeders.</summary>
internal static class NodeSeederFactory
{
    /// <summary>A seeder; nothing is connected yet.</summary>
    /// <param name="donor">How the donor is reached; its id is the donor's.</param>
    /// <param name="target">How the node that is filled is reached.</param>
    /// <param name="log">The log both must belong to.</param>
    /// <param name="settings">How both are used.</param>
    /// <param name="loggers">Where their sessions log.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="ReplicationException">
    /// Options or settings are not valid; the message lists everything.
    /// </exception>
    public static INodeSeeder Create(
        NodeOptions donor,
        NodeOptions target,
        LogId log,
        SeedSettings settings,
        ILoggerFactory loggers,
        TimeProvider time
    )
    {
        string[] errors =
        [
            .. donor.Validate().Select(error => $"Donor: {error}"),
            .. target.Validate(),
            .. settings.Validate(),
        ];
        if (errors.Length > 0)
        {
            throw new ReplicationException(
                $"Node '{target.Id}' cannot be seeded: {string.Join(" ", errors)}",
                "Correct the node's configuration."
            );
        }

        var logger = loggers.CreateLogger<NodeSeeder>();
        ISeedRoute route = (donor.Kind, target.Kind) switch
        {
            (NodeKinds.Postgres, NodeKinds.Postgres) => new PostgresSeedRoute(donor, target, logger, time),
            (NodeKinds.Sqlite, NodeKinds.Sqlite) => new SqliteSeedRoute(donor, target, settings, time),
            _ => new AcrossSeedRoute(donor, target, settings, logger, time),
        };
        return new NodeSeeder(donor.Id, target, log, route, settings, time);
    }
}
