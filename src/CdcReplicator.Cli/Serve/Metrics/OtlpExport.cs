using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CdcReplicator.Cli;

/// <summary>
/// Sends the same metrics to an OpenTelemetry collector. Exporter settings beyond the address: the environment
/// variables of OTLP, as in any program.
/// </summary>
internal static class OtlpExport
{
    /// <summary>Begins to send; null for no address.</summary>
    /// <param name="endpoint">The collector, for OTLP over gRPC.</param>
    /// <param name="service">What sends: <c>service.name</c>.</param>
    public static IDisposable? Start(Uri? endpoint, string service) =>
        endpoint is null
            ? null
            : Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(resource => resource.AddService(service))
                .AddMeter("CdcReplicator.*")
                .AddOtlpExporter(options => options.Endpoint = endpoint)
                .Build();
}
