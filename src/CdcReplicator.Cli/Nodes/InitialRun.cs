using System.Globalization;
using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Cli;

/// <summary>Publishes the content of a cluster's first node, and shows how far that is.</summary>
internal static class InitialRun
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <param name="plan">The plan, with one node.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it; then the log needs to be made anew.</param>
    public static async Task RunAsync(RunPlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        var options = plan.Nodes[0];
        await using var cluster = await ClusterOpening.OpenAsync(
            plan.Options,
            createIfMissing: true,
            time,
            cancellationToken
        );
        var publishing = new InitialPublishing(cluster, time);
        await publishing.RequirePossibleAsync(options.Id, cancellationToken);
        await using var node = NodeFactory.Create(options, NullLoggerFactory.Instance, time);
        var (rows, shownAt) = (0L, time.GetTimestamp());
        await Orders
            .Of(cluster)
            .GiveAsync(
                "node add --initial",
                options.Id,
                reason: null,
                async ending =>
                    rows = await publishing.PublishAsync(
                        node,
                        (table, count) =>
                        {
                            if (time.GetElapsedTime(shownAt) >= Interval)
                            {
                                shownAt = time.GetTimestamp();
                                PlainOutput.Line($"published: {Number(count)} rows, now table {table}");
                            }
                        },
                        ending
                    ),
                cancellationToken
            );
        PlainOutput.Line($"published: {Number(rows)} rows, all of {options.Id}; the log begins with them");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
