using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;
using Npgsql;

namespace CdcReplicator.Testing;

/// <summary>
/// A run of tests in which PostgreSQL takes TLS and SCRAM alone, and appliers have the role that we ship a script for
/// and no more: set the environment variable <c>CDC_TEST_SECURED</c> to 1. The tests themselves stay superusers.
/// </summary>
internal static class SecuredRun
{
    private const string Variable = "CDC_TEST_SECURED";

    /// <summary>Why such a run takes no server in a container.</summary>
    public const string NoContainers = "A secured run starts its servers from installed programs.";

    private static readonly Lazy<ServerCertificate> Made = new(Make);

    /// <summary>Whether this is one.</summary>
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>What the tests' servers show; null in an ordinary run.</summary>
    public static ServerCertificate? Certificate => IsOn ? Made.Value : null;

    /// <summary>A node as its applier opens it in this run.</summary>
    /// <param name="node">As the test gives it; a superuser's login becomes that of an applier.</param>
    public static async Task<NodeOptions> AsApplierAsync(NodeOptions node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (
            Certificate is not { } certificate
            || node.Kind != NodeKinds.Postgres
            || new NpgsqlConnectionStringBuilder(node.ConnectionString) is not { Username: PostgresServer.User } login
        )
        {
            return node;
        }

        // Logins that a test made wrong stay wrong.
        var admin = await PostgresTestServer.AdminOfAsync(login);
        if (admin is null)
        {
            return node;
        }

        var connection = await ShippedRole.MakeAsync(
            admin,
            certificate,
            "postgres-applier.sql",
            $"applier_{login.Database}",
            Guid.NewGuid().ToString("N")
        );
        return node with { ConnectionString = connection };
    }

    private static ServerCertificate Make()
    {
        var folder = Directory.CreateTempSubdirectory("cdc-replicator-certificate-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return ServerCertificate.Create(folder, TimeProvider.System);
    }
}
