using Microsoft.AspNetCore.Http;

namespace CdcReplicator.Cli;

/// <summary>A page that is served by <c>GET</c>.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Needs">The role that gets it.</param>
/// <param name="Answer">Answers.</param>
internal sealed record HttpPage(string Path, CallerRole Needs, RequestDelegate Answer)
{
    /// <summary>
    /// Whether everybody else sees its status code, without its content: what a load balancer asks for. Default: false.
    /// </summary>
    public bool ShowsStatusToAll { get; init; }
}
