using System.Net;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Where metrics and health are served and sent.</summary>
internal sealed record MonitoringOptions
{
    /// <summary>Default of <see cref="RunHttp"/>.</summary>
    public const string DefaultRunHttp = "127.0.0.1:6434";

    /// <summary>Default of <see cref="RouteHttp"/>.</summary>
    public const string DefaultRouteHttp = "127.0.0.1:6433";

    private static readonly string[] Nowhere = ["none", "0"];

    /// <summary>
    /// Where <c>run</c> serves /metrics and /health: ADDRESS:PORT; none or 0 for nowhere. Null for 127.0.0.1:6434.
    /// </summary>
    public string? RunHttp { get; init; }

    /// <summary>
    /// Where <c>route</c> serves /route, /metrics and /health: ADDRESS:PORT; none or 0 for nowhere. Null for
    /// 127.0.0.1:6433.
    /// </summary>
    public string? RouteHttp { get; init; }

    /// <summary>
    /// An OpenTelemetry collector that metrics are sent to by OTLP over gRPC, as in http://127.0.0.1:4317. Null for
    /// none.
    /// </summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>
    /// File of those who may ask <c>run</c> and <c>route</c> over HTTP, a line each: ROLE NAME token:SHA256, or ROLE
    /// NAME certificate:SHA256, with reader, operator or admin as role. Null: everybody on this machine may look.
    /// </summary>
    public string? CallersFile { get; init; }

    /// <summary>
    /// PEM file with the server's certificate, and those above it; then it is HTTPS. Null for HTTP.
    /// </summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with the certificate's key, without password. Null: it is in CertificateFile.</summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>The collector; null for none, or if it is not an address (see <see cref="Validate"/>).</summary>
    public Uri? Otlp => Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var uri) && IsHttp(uri) ? uri : null;

    /// <summary>Every error of these settings; empty if they are valid.</summary>
    public IEnumerable<string> Validate() =>
        OtlpEndpoint is not null && Otlp is null
            ?
            [
                $"Monitoring: OtlpEndpoint is {Printable.Quote(OtlpEndpoint)}; it must be http:// or https:// "
                    + "with a host and a port, as in http://127.0.0.1:4317.",
            ]
            : [];

    /// <summary>Where HTTP is served and to whom; null for nowhere.</summary>
    /// <param name="setting">The address's name, for errors.</param>
    /// <param name="text">The address that was given; null for nothing.</param>
    /// <param name="standard">What holds then.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public HttpEndpoint? Endpoint(string setting, string? text, string standard, List<string> problems)
    {
        var address = Address(setting, text, standard, problems);
        var callers = EndpointFiles.Callers(CallersFile, problems);
        var (certificate, chain) = EndpointFiles.Certificate(CertificateFile, CertificateKeyFile, problems);
        if (address is null)
        {
            return null;
        }

        if (!IPAddress.IsLoopback(address.Address) && (CallersFile is null || CertificateFile is null))
        {
            problems.Add(
                $"{setting} is {address}, where other machines can ask. Set Monitoring:CallersFile (who may) and "
                    + $"Monitoring:CertificateFile (HTTPS, because tokens must not be read on the way), or listen on "
                    + $"loopback, as on {standard}."
            );
        }

        return new HttpEndpoint(address, callers, certificate, chain);
    }

    /// <summary>Reads an address; null for nowhere.</summary>
    /// <param name="setting">Its name, for errors.</param>
    /// <param name="text">What was given; null for nothing.</param>
    /// <param name="standard">What holds then.</param>
    /// <param name="problems">Takes the error.</param>
    public static IPEndPoint? Address(string setting, string? text, string standard, List<string> problems)
    {
        if (Nowhere.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        if (
            IPEndPoint.TryParse(text ?? standard, out var address)
            && (text ?? standard).Contains(':', StringComparison.Ordinal)
        )
        {
            return address;
        }

        problems.Add(
            $"{setting} is {Printable.Quote(text ?? standard)}; it must be an IP address and a port, as in "
                + $"{standard}, or none."
        );
        return null;
    }

    private static bool IsHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
}
