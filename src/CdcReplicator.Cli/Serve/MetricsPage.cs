using Microsoft.AspNetCore.Http;

namespace CdcReplicator.Cli;

/// <summary><c>GET /metrics</c>, as Prometheus reads it.</summary>
internal static class MetricsPage
{
    public static HttpPage Of(MetricSums metrics) =>
        new(
            "/metrics",
            CallerRole.Reader,
            context =>
            {
                context.Response.ContentType = PrometheusText.ContentType;
                return context.Response.WriteAsync(PrometheusText.Write(metrics.Read()));
            }
        );
}
