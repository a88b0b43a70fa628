using CdcReplicator.Applier;
using CdcReplicator.Cluster;
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
    public static IEnumerable<NodeFacts> Nodes(ApplierPulses pulses, NodeProofs proofs, DateTimeOffset now)
    {
        foreach (var pulse in pulses.All)
        {
            if (pulse.Status is { } status)
            {
                var proof = proofs.Of(status.NodeId);
                var member = new MemberView(status, pulse.Age, pulse.Age < ApplierHealth.BelievedFor) { Proof = proof };
                yield return new NodeFacts(member) { StandsBy = pulse.StandsBy, ProofAge = proof.AgeAt(now) };
            }
        }
    }

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
