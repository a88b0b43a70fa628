using Microsoft.AspNetCore.Http;

namespace CdcReplicator.Cli;

/// <summary><c>GET /metrics</c>, as Prometheus reads it.</summary>
internal static class MetricsPage
{
    public static RequestDelegate Of(MetricSums metrics) =>
        context =>
        {
            context.Response.ContentType = PrometheusText.ContentType;
            return context.Response.WriteAsync(PrometheusText.Write(metrics.Read()));
        };
}
