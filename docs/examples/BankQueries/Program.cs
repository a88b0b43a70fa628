using CdcReplicator;

namespace BankQueries;

/// <summary>
/// Runs against a cluster with a PostgreSQL node, whose nodes have the tables of ../BankTransfers/schema.sql:
/// dotnet run --project docs/examples/BankQueries -- LOG.
/// </summary>
internal static class Program
{
    public const long Cleo = 9_000_000_003;

    public static async Task<int> Main(string[] args)
    {
        if (args.Length != 1)
        {
            await Console.Error.WriteLineAsync(
                "Usage: BankQueries LOG, where LOG is embedded:PATH or kafka://HOST:PORT/CLUSTER."
            );
            return 64;
        }

        try
        {
            var options = new CdcClusterOptions { NodeCredentials = Credentials() };
            await using var cluster = await CdcCluster.ConnectAsync(args[0], options);
            var session = cluster.CreateSession();
            await WithDapper.RunAsync(session);
            await WithEntityFramework.RunAsync(session);
            return 0;
        }
        catch (ReplicationException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    // "Username=...;Password=..."
    private static Dictionary<string, string> Credentials() =>
        Environment.GetEnvironmentVariable("BANK_POSTGRES_LOGIN") is { } login ? new() { ["postgres"] = login } : [];
}
