using System.Globalization;
using System.Net;

namespace CdcReplicator.LocalServers;

/// <summary>The command line of a server, with its settings.</summary>
internal static class PostgresCommand
{
    /// <summary>Program and arguments; the caller's settings come last, and so win.</summary>
    public static IEnumerable<string> Of(
        string binaries,
        PostgresFolder folder,
        int port,
        PostgresServerOptions options
    )
    {
        yield return Path.Combine(binaries, "postgres");
        yield return "-D";
        yield return folder.Data;
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = IPAddress.Loopback.ToString(),
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["fsync"] = options.Fsync ? "on" : "off",
            ["max_connections"] = options.MaxConnections.ToString(CultureInfo.InvariantCulture),
        };
        if (options.Certificate is not null)
        {
            settings["ssl"] = "on";
            settings["ssl_cert_file"] = folder.Certificate;
            settings["ssl_key_file"] = folder.Key;
        }

        foreach (var (name, value) in settings.Concat(options.Settings))
        {
            yield return "-c";
            yield return $"{name}={value}";
        }
    }
}
