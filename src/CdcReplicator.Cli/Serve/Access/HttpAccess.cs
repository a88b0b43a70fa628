using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CdcReplicator.Cli;

/// <summary>
/// Decides which caller gets a page. Without a list of callers the server listens on loopback, and everybody on this
/// machine is a reader. Nobody gets a higher role without a proof. Pure.
/// </summary>
/// <param name="callers">Who may ask; null if nobody is named.</param>
internal sealed class HttpAccess(CallerList? callers)
{
    private const string Scheme = "Bearer ";

    /// <summary>What a request gets of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="certificate">The client's certificate (DER); null for none.</param>
    public AccessDecision Decide(HttpPage page, IHeaderDictionary headers, byte[]? certificate)
    {
        var host = HostString.FromUriComponent(headers.Host.ToString());
        if (IsForeignPage(headers, host))
        {
            return AccessDecision.ForeignPage;
        }

        var role =
            callers is not null ? Known(callers, headers, certificate)
            : IsThisMachine(host) ? CallerRole.Reader
            : CallerRole.None;
        return role >= page.Needs ? AccessDecision.Full
            : page.ShowsStatusToAll ? AccessDecision.StatusOnly
            : role != CallerRole.None ? AccessDecision.RoleTooLow
            : callers is not null ? AccessDecision.Unknown
            : AccessDecision.ForeignHost;
    }

    private static CallerRole Known(CallerList callers, IHeaderDictionary headers, byte[]? certificate)
    {
        var given = headers.Authorization.ToString();
        var byToken = given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? callers.RoleOfToken(Encoding.UTF8.GetBytes(given[Scheme.Length..].Trim()))
            : CallerRole.None;
        var byCertificate = certificate is null ? CallerRole.None : callers.RoleOfCertificate(certificate);
        return byToken > byCertificate ? byToken : byCertificate;
    }

    /// <summary>Browsers say by which page a request was made; nobody else sends these headers.</summary>
    private static bool IsForeignPage(IHeaderDictionary headers, HostString host)
    {
        var site = headers["Sec-Fetch-Site"].ToString();
        var origin = headers.Origin.ToString();
        return site is not ("" or "none" or "same-origin")
            || (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsAt(uri, host)));
    }

    private static bool IsAt(Uri origin, HostString host) =>
        string.Equals(origin.Authority, host.ToString(), StringComparison.OrdinalIgnoreCase);

    // HTTP/1.0 has no Host, as some load balancers ask; browsers always send it.
    private static bool IsThisMachine(HostString host) =>
        !host.HasValue
        || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));
}
