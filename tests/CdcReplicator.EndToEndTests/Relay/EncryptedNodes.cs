using System.Diagnostics;
using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>Both servers of the cluster speak TLS, as long as this lives.</summary>
internal sealed class EncryptedNodes : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RelayCluster _cluster;

    private EncryptedNodes(RelayCluster cluster) => _cluster = cluster;

    public static async Task<EncryptedNodes> StartAsync(RelayCluster cluster, TestCertificate certificate)
    {
        var nodes = new EncryptedNodes(cluster);
        foreach (var node in (string[])["a", "b"])
        {
            var server = cluster.Server(node);
            var file = await GiveAsync(server, certificate.File, $"{certificate.Thumbprint}.crt");
            var key = await GiveAsync(server, certificate.Key, $"{certificate.Thumbprint}.key");
            await nodes.RunAsync(
                node,
                $"ALTER SYSTEM SET ssl_cert_file = '{file}'",
                $"ALTER SYSTEM SET ssl_key_file = '{key}'",
                "ALTER SYSTEM SET ssl = on",
                "SELECT pg_reload_conf()"
            );
            await nodes.UntilAsync(node, isEncrypted: true);
        }

        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in (string[])["a", "b"])
        {
            await RunAsync(node, "ALTER SYSTEM RESET ssl", "SELECT pg_reload_conf()");
            await UntilAsync(node, isEncrypted: false);
        }
    }

    // The server takes a key of its own account only.
    private static async Task<string> GiveAsync(PostgresServer server, string file, string name)
    {
        var data = Path.Combine(Path.GetDirectoryName(server.LogFile)!, "data");
        var target = Path.Combine(data, name);
        File.Copy(file, target, overwrite: true);
        await ChildProcessLauncher.RunAsync("chown", [$"--reference={data}", target], CancellationToken.None);
        return target;
    }

    private async Task UntilAsync(string node, bool isEncrypted)
    {
        var watch = Stopwatch.StartNew();
        while (await IsEncryptedAsync(node) != isEncrypted)
        {
            Xunit.Assert.True(watch.Elapsed < Patience, $"{node} did not change to ssl={isEncrypted} in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private async Task<bool> IsEncryptedAsync(string node)
    {
        try
        {
            var settings = _cluster.Server(node).ConnectionString() + ";Pooling=false;SSL Mode=Require";
            await using var connection = new NpgsqlConnection(settings);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException error) when (error is not PostgresException)
        {
            return false;
        }
    }

    private async Task RunAsync(string node, params string[] commands)
    {
        await using var connection = new NpgsqlConnection(_cluster.Server(node).ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        foreach (var text in commands)
        {
            await using var command = new NpgsqlCommand(text, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
