using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>One PostgreSQL server for all tests of a process; each test takes a database of its own.</summary>
public static class PostgresTestServer
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    /// <summary>The server, started on first use.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>A fresh database, dropped on disposal.</summary>
    public static async Task<PostgresTestDatabase> CreateDatabaseAsync()
    {
        var server = await Shared.Value;
        var name = "test_" + Guid.NewGuid().ToString("N");
        return new PostgresTestDatabase(server, name, await server.CreateDatabaseAsync(name, CancellationToken.None));
    }

    private static async Task<PostgresServer> StartAsync()
    {
        SweepFolders();
        var options = new PostgresServerOptions { Settings = new Dictionary<string, string> { ["timezone"] = "UTC" } };
        var server = await PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    /// <summary>Removes what test processes left behind that were killed before they could: folders whose server is gone.</summary>
    private static void SweepFolders()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), PostgresServer.FolderPrefix + "*"))
        {
            var pidFile = Path.Combine(folder, "data", "postmaster.pid");
            try
            {
                if (File.Exists(pidFile) && !IsAlive(File.ReadLines(pidFile).FirstOrDefault()))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another test process sweeps the same folder, or it is another user's.
                continue;
            }
        }
    }

    private static bool IsAlive(string? id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(
                int.Parse(id ?? "", System.Globalization.CultureInfo.InvariantCulture)
            );
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (FormatException)
        {
            // The server is writing the file at this moment.
            return true;
        }
    }
}
