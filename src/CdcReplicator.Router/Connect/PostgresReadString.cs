using CdcReplicator.Nodes;
using Npgsql;

namespace CdcReplicator.Router;

/// <summary>How a reader connects to a PostgreSQL node: by what the user gave and the node's endpoint adds.</summary>
internal static class PostgresReadString
{
    // Short, so that a host that does not answer leaves time for the next candidate.
    private const int ConnectTimeoutSeconds = 3;
    private const string ReadOnlyOption = "-c default_transaction_read_only=on";

    /// <summary>The connection string of a node.</summary>
    public static string Of(MemberStatus member, IReadOnlyDictionary<string, string> credentials, NodeHostList hosts)
    {
        var given = new NpgsqlConnectionStringBuilder(NodeCredential.For(member, credentials));
        if (PostgresEndpoint.Read(member.Endpoint) is { } endpoint)
        {
            if (given.Host is null)
            {
                Require(hosts, member.NodeId, endpoint.Host!);
                given.Host = endpoint.Host;
            }

            given.Database ??= endpoint.Database;
            if (!given.ShouldSerialize("Port"))
            {
                given.Port = endpoint.Port;
            }
        }

        // If a stranger answers there, a password in clear, or its MD5, would be of use to him.
        if (given.Password is not null && !given.ShouldSerialize("Require Auth"))
        {
            given.RequireAuth = "ScramSHA256";
        }

        if (!given.ShouldSerialize("Timeout"))
        {
            given.Timeout = ConnectTimeoutSeconds;
        }

        given.Options = string.IsNullOrEmpty(given.Options) ? ReadOnlyOption : $"{given.Options} {ReadOnlyOption}";
        return given.ConnectionString;
    }

    /// <summary>Refuses a host that is not allowed.</summary>
    /// <exception cref="NodeCannotServeException">Reads may not go there.</exception>
    public static void Require(NodeHostList hosts, string nodeId, string host)
    {
        if (!hosts.Allows(host))
        {
            throw new NodeCannotServeException(
                nodeId,
                $"its published host '{host}' is not among those that reads may go to.",
                $"If it is the node's, add it to {nameof(RoutingOptions.NodeHosts)} of the router's settings (Routing)."
            );
        }
    }
}
