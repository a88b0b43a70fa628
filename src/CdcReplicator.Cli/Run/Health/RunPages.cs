using CdcReplicator.Applier;
using Microsoft.AspNetCore.Http;

namespace CdcReplicator.Cli;

/// <summary>What <c>run</c> answers over HTTP: health and metrics.</summary>
internal static class RunPages
{
    /// <summary>The pages.</summary>
    public static IReadOnlyList<HttpPage> Of(ApplierPulses pulses, MetricSums metrics) =>
        [
            Health("/health/live", pulses, applier => applier.Live),
            Health("/health/ready", pulses, applier => applier.Ready),
            MetricsPage.Of(metrics),
        ];

    /// <summary>The nodes of the process, for its metrics: those whose applier has said something.</summary>
    public static IEnumerable<NodeFacts> Nodes(ApplierPulses pulses) =>
        pulses.All.SelectMany(pulse =>
            pulse.Status is { } status
                ? new[]
                {
                    new NodeFacts(new MemberView(status, pulse.Age, pulse.Age < ApplierHealth.BelievedFor))
                    {
                        StandsBy = pulse.StandsBy,
                    },
                }
                : []
        );

    private static HttpPage Health(string path, ApplierPulses pulses, Func<ApplierHealth, bool> isWell) =>
        new(
            path,
            CallerRole.Reader,
            context =>
            {
                var nodes = pulses.All.Select(ApplierHealth.Of).ToList();
                var isOk = nodes.Count > 0 && nodes.TrueForAll(node => isWell(node));
                return JsonPage.WriteAsync(
                    context,
                    isOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
                    new RunReport(isOk, nodes),
                    RunJson.Default.RunReport
                );
            }
        )
        {
            ShowsStatusToAll = true,
        };
}
