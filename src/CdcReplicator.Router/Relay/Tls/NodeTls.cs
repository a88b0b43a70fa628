using Npgsql;

namespace CdcReplicator.Router;

/// <summary>
/// What a node's connection string asks of TLS, for the connections that the relay makes for its clients: the same that
/// Npgsql does for the router's own.
/// </summary>
/// <param name="Host">The node's name or address, as its endpoint says.</param>
/// <param name="IsVerified">Whether its certificate must come from a trusted authority.</param>
/// <param name="IsHostVerified">Whether that must be for the host.</param>
/// <param name="Authority">PEM file with the trusted authorities; null for the system's.</param>
internal sealed record NodeTls(string Host, bool IsVerified, bool IsHostVerified, string? Authority)
{
    private const string FromEnvironment = "PGSSLROOTCERT";

    /// <summary>
    /// Reads a connection string; null if it does not ask for TLS (Disable, Allow, Prefer or nothing).
    /// </summary>
    /// <param name="nodeId">The node, for errors.</param>
    /// <param name="host">Where it is.</param>
    /// <param name="connectionString">The node's entry in the node credentials.</param>
    /// <exception cref="NodeCannotServeException">
    /// It is no connection string, or asks for what the relay cannot do.
    /// </exception>
    public static NodeTls? Read(string nodeId, string host, string connectionString)
    {
        var given = Parse(nodeId, connectionString);
        if (given.SslMode is not (SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull))
        {
            return null;
        }

        if (given.CheckCertificateRevocation)
        {
            throw new NodeCannotServeException(
                nodeId,
                "its connection string asks for Check Certificate Revocation, which the relay does not do.",
                "Leave it out of the router's node credentials, and replace certificates early instead."
            );
        }

        var isVerified = given.SslMode != SslMode.Require;
        return new NodeTls(
            host,
            isVerified,
            given.SslMode == SslMode.VerifyFull,
            isVerified ? given.RootCertificate ?? UsualAuthority() : null
        );
    }

    // Where the driver looks, too.
    private static string? UsualAuthority()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var usual = Path.Combine(home, ".postgresql", "root.crt");
        return Environment.GetEnvironmentVariable(FromEnvironment) ?? (File.Exists(usual) ? usual : null);
    }

    private static NpgsqlConnectionStringBuilder Parse(string nodeId, string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            // The cause's text may quote the string, which may hold a password.
            throw new NodeCannotServeException(
                nodeId,
                "the connection string given for it or its kind is not one of Npgsql.",
                "Correct it in the router's node credentials."
            );
        }
    }
}
