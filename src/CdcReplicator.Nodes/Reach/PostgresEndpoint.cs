using System.Globalization;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads a PostgreSQL node's published endpoint, <c>host:port/database</c>.</summary>
internal static class PostgresEndpoint
{
    private const string Scheme = "postgres://";

    /// <summary>Host, port and database as connection settings; null if the text is not an endpoint.</summary>
    public static NpgsqlConnectionStringBuilder? Read(string endpoint)
    {
        var text = endpoint.StartsWith(Scheme, StringComparison.Ordinal) ? endpoint[Scheme.Length..] : endpoint;
        var slash = text.LastIndexOf('/');
        // A socket folder begins with a slash; the port then follows its last part.
        var colon = text.LastIndexOf(':', slash < 0 ? text.Length - 1 : slash);
        return
            colon > 0
            && slash > colon
            && int.TryParse(
                text.AsSpan((colon + 1)..slash),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var port
            )
            ? new NpgsqlConnectionStringBuilder
            {
                Host = text[..colon],
                Port = port,
                Database = text[(slash + 1)..],
            }
            : null;
    }
}
