using System.Text.Json.Nodes;
using CdcReplicator.Cli;
using CdcReplicator.LocalServers;
using CdcReplicator.Router;

namespace CdcReplicator.Bench;

/// <summary>What makes <c>route</c> speak TLS to its clients.</summary>
internal static class RouteEncryption
{
    /// <summary>Makes a certificate and the settings that name it; the arguments for <c>route</c>.</summary>
    public static async Task<string[]> WriteAsync(
        CommandFolder folder,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var certificate = ServerCertificate.Create(Path.Combine(folder.Path, "route"), time);
        var relay = new JsonObject
        {
            [nameof(RelayOptions.TlsCertificate)] = certificate.File,
            [nameof(RelayOptions.TlsKey)] = certificate.Key,
        };
        var root = new JsonObject { ["CdcReplicator"] = new JsonObject { ["Relay"] = relay } };
        var file = Path.Combine(folder.Path, "route.json");
        await File.WriteAllTextAsync(file, root.ToJsonString(), cancellationToken);
        return ["--config", file];
    }
}
