using Npgsql;

namespace CdcReplicator.LocalServers;

/// <summary>
/// The settings of the compared proxies: their defaults, except for what a session proxy of many clients must have.
/// </summary>
internal static class ProxyConfiguration
{
    private const int MaxClients = 4000;

    public static string Haproxy(int port, NpgsqlConnectionStringBuilder server) =>
        $"""
            global
              maxconn {MaxClients}
            defaults
              mode tcp
              timeout connect 5s
              timeout client 1h
              timeout server 1h
            listen postgres
              bind 127.0.0.1:{port}
              server node {server.Host}:{server.Port}

            """;

    public static string PgBouncer(
        int port,
        NpgsqlConnectionStringBuilder server,
        string usersFile,
        ServerCertificate? tls
    ) =>
        $"""
            [databases]
            * = host={server.Host} port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {usersFile}
            pool_mode = session
            max_client_conn = {MaxClients}
            default_pool_size = 1000
            ignore_startup_parameters = extra_float_digits,options
            log_connections = 0
            log_disconnections = 0
            {Encryption(tls)}

            """;

    private static string Encryption(ServerCertificate? tls) =>
        tls is null
            ? ""
            : $"""
                client_tls_sslmode = require
                client_tls_cert_file = {tls.File}
                client_tls_key_file = {tls.Key}
                server_tls_sslmode = disable
                """;
}
