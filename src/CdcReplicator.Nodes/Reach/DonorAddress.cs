using CdcReplicator.Model;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// How a new node reaches its donor: where it is, says the donor's member record; who logs in, the new node's own
/// configuration. Pure.
/// </summary>
internal static class DonorAddress
{
    /// <summary>The donor as a seeder takes it.</summary>
    /// <param name="nodeId">The donor's name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="endpoint">Where its record says it is.</param>
    /// <param name="seed">The new node's settings.</param>
    /// <exception cref="NodeFaultException">
    /// Its password may not be sent there, or what is given is no connection string; the message names the setting.
    /// </exception>
    public static NodeOptions Of(string nodeId, string kind, string endpoint, SeedOptions seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        var given = NodeCredential.For(nodeId, kind, seed.DonorConnections);
        try
        {
            return new NodeOptions
            {
                Id = nodeId,
                Kind = kind,
                ConnectionString =
                    kind == NodeKinds.Postgres ? Postgres(nodeId, given, endpoint, seed) : Sqlite(given, endpoint),
                PasswordFile = seed.DonorPasswordFile,
                PasswordEnvironmentVariable = seed.DonorPasswordEnvironmentVariable,
            };
        }
        catch (ArgumentException)
        {
            // The cause's text may quote the string, which may hold a password.
            throw NodeFaults.Mendable(
                $"What {Setting(nameof(SeedOptions.DonorConnections))} says of donor '{nodeId}' or of kind '{kind}' is "
                    + "no connection string.",
                "Correct it in the configuration of the new node's applier."
            );
        }
    }

    private static string Postgres(string nodeId, string text, string endpoint, SeedOptions seed)
    {
        var given = new NpgsqlConnectionStringBuilder(text);
        var published = PostgresEndpoint.Read(endpoint);
        if (given.Host is null)
        {
            if (published?.Host is not { } host)
            {
                throw NodeFaults.Mendable(
                    $"Donor '{nodeId}' publishes no host: {Printable.Quote(endpoint)}.",
                    $"Give its Host in {Setting(nameof(SeedOptions.DonorConnections))} of the new node."
                );
            }

            if (!new NodeHostList(seed.DonorHosts).Allows(host))
            {
                throw NodeFaults.Mendable(
                    $"The host {Printable.Quote(host)} that donor '{nodeId}' publishes is not among those that the new "
                        + "node may log in to.",
                    $"If it is the donor's, add it to {Setting(nameof(SeedOptions.DonorHosts))}, or give its Host in "
                        + $"{Setting(nameof(SeedOptions.DonorConnections))} of the new node."
                );
            }

            given.Host = host;
            // If a stranger answers there, a password in clear, or its MD5, would be of use to him.
            if ((given.Password is not null || seed.HasPassword) && !given.ShouldSerialize("Require Auth"))
            {
                given.RequireAuth = "ScramSHA256";
            }
        }

        if (published is not null)
        {
            given.Database ??= published.Database;
            if (!given.ShouldSerialize("Port"))
            {
                given.Port = published.Port;
            }
        }

        return given.ConnectionString;
    }

    private static string Sqlite(string text, string endpoint)
    {
        var given = new SqliteConnectionStringBuilder(text);
        if (given.DataSource.Length == 0)
        {
            given.DataSource = endpoint;
        }

        return given.ConnectionString;
    }

    private static string Setting(string name) => $"Seed:{name}";
}
