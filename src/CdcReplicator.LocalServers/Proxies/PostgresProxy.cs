using Npgsql;

namespace CdcReplicator.LocalServers;

/// <summary>A throwaway proxy of others before one PostgreSQL server, for comparison. Dies with our process.</summary>
internal sealed class PostgresProxy : IAsyncDisposable
{
    private const string Haproxy = "haproxy";
    private const string PgBouncer = "pgbouncer";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly OwnedProcess _process;
    private readonly TimeProvider _time;

    private PostgresProxy(OwnedProcess process, int port, TimeProvider time)
    {
        _process = process;
        _time = time;
        Port = port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts HAProxy in TCP mode with its defaults.</summary>
    /// <param name="server">Connection string of the server behind it.</param>
    /// <param name="folder">Where its configuration goes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting for it.</param>
    /// <exception cref="LocalServerException">It is not installed, or did not start.</exception>
    public static async Task<PostgresProxy> StartHaproxyAsync(
        string server,
        string folder,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var program = InstalledProgram.Require(Haproxy, Haproxy);
        var port = FreePorts.Take(1)[0];
        var file = Path.Combine(Directory.CreateDirectory(folder).FullName, "haproxy.cfg");
        await File.WriteAllTextAsync(file, ProxyConfiguration.Haproxy(port, Target(server)), cancellationToken);
        return await StartAsync([program, "-db", "-f", file], port, time, cancellationToken);
    }

    /// <summary>Starts PgBouncer, pooling by session, for the login of the connection string.</summary>
    /// <param name="server">Connection string of the server behind it.</param>
    /// <param name="folder">Where its configuration goes, with the password; made its account's own.</param>
    /// <param name="isEncrypted">Whether its clients must speak TLS; it speaks none to the server.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting for it.</param>
    /// <exception cref="LocalServerException">It is not installed, or did not start.</exception>
    public static async Task<PostgresProxy> StartPgBouncerAsync(
        string server,
        string folder,
        bool isEncrypted,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var program = InstalledProgram.Require(PgBouncer, PgBouncer);
        var port = FreePorts.Take(1)[0];
        var target = Target(server);
        Directory.CreateDirectory(folder);
        var users = Path.Combine(folder, "users.txt");
        var file = Path.Combine(folder, "pgbouncer.ini");
        var tls = isEncrypted ? ServerCertificate.Create(folder, time) : null;
        await File.WriteAllTextAsync(users, $"\"{target.Username}\" \"{target.Password}\"\n", cancellationToken);
        await File.WriteAllTextAsync(file, ProxyConfiguration.PgBouncer(port, target, users, tls), cancellationToken);
        if (ServerAccount.IsRoot)
        {
            // It refuses to run as root, as PostgreSQL does.
            await ChildProcessLauncher.RunAsync("chown", ["-R", ServerAccount.Name, folder], cancellationToken);
        }

        return await StartAsync(ServerAccount.Wrap([program, file]), port, time, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(StopPatience, _time);
        await _process.DisposeAsync();
    }

    private static NpgsqlConnectionStringBuilder Target(string server) => new(server);

    private static async Task<PostgresProxy> StartAsync(
        string[] command,
        int port,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var process = await OwnedProcess.StartAsync(command[0], command[1..], new Dictionary<string, string>());
        var deadline = time.GetUtcNow() + StartTimeout;
        while (!await ListeningPort.IsOpenAsync(port, cancellationToken))
        {
            if (process.HasExited || time.GetUtcNow() > deadline)
            {
                var output = process.LastOutput;
                await process.DisposeAsync();
                throw new LocalServerException($"'{string.Join(' ', command)}' did not start: {output}", "Read it.");
            }

            await Task.Delay(Poll, time, cancellationToken);
        }

        return new PostgresProxy(process, port, time);
    }
}
