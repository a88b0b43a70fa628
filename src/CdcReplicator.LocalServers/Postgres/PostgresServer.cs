using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace CdcReplicator.LocalServers;

/// <summary>
/// A PostgreSQL server of our own, from the installed programs, in a folder of its own, on a free port of the loopback
/// address, with a random password. It dies with our process (Linux). For quickstarts and tests. For one caller at a
/// time.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The only login; a superuser.</summary>
    public const string User = "postgres";

    private const string FolderPrefix = "cdc-replicator-postgres-";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan WorkerPoll = TimeSpan.FromMilliseconds(2);

    private readonly PostgresServerOptions _options;
    private readonly TimeProvider _time;
    private readonly string _binaries;
    private readonly ThrowawayFolder? _throwaway;
    private readonly string _folder;
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private Process? _process;

    private PostgresServer(PostgresServerOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _binaries = PostgresBinaries.Require();
        _throwaway = options.Folder is null ? ThrowawayFolder.Create(FolderPrefix) : null;
        _folder = options.Folder ?? _throwaway!.Path;
        Port = FreePort();
    }

    /// <summary>The port on 127.0.0.1; the same over restarts.</summary>
    public int Port { get; }

    /// <summary>Whether the server process runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Id of the server's process, the parent of all its workers; null if it was never started.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>Where the server writes its messages.</summary>
    public string LogFile => Path.Combine(_folder, "server.log");

    private string CertificateFile => Path.Combine(_folder, "server.crt");

    private string KeyFile => Path.Combine(_folder, "server.key");

    private string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Makes a new server and waits until it answers.</summary>
    /// <exception cref="LocalServerException">PostgreSQL is not installed, or did not start.</exception>
    public static async Task<PostgresServer> StartAsync(
        PostgresServerOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new PostgresServer(options, time);
        try
        {
            await server.InitializeAsync(cancellationToken).ConfigureAwait(false);
            await server.RunAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The connection string of a database, as the superuser.</summary>
    public string ConnectionString(string database = "postgres") =>
        new NpgsqlConnectionStringBuilder
        {
            Host = IPAddress.Loopback.ToString(),
            Port = Port,
            Username = User,
            Password = _password,
            Database = database,

            // A throwaway server shares its machine with much else: a slow answer is not a lost one.
            Timeout = 60,
        }.ConnectionString;

    /// <summary>Creates a database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"CREATE DATABASE {Quote(name)}", cancellationToken).ConfigureAwait(false);
        return ConnectionString(name);
    }

    /// <summary>Drops a database, whoever is connected to it.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken cancellationToken) =>
        ExecuteAsync($"DROP DATABASE IF EXISTS {Quote(name)} WITH (FORCE)", cancellationToken);

    /// <summary>Kills the server with SIGKILL, its worker processes too, and waits until they are gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        var workers = WorkersOf(process.Id);
        process.Kill();
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        // A worker outliving its postmaster would keep the shared memory that the next start needs.
        while (!Array.TrueForAll(workers, EndWorker))
        {
            await Task.Delay(WorkerPoll, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Shuts the server down in order; open connections are ended.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        await ChildProcessLauncher.RunAsync("kill", ["-INT", id], cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Starts a stopped or killed server again on the same data and port; one that runs is stopped first.
    /// </summary>
    /// <exception cref="LocalServerException">It did not start.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Kills the server; deletes its folder unless one was given.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None).ConfigureAwait(false);
        _process?.Dispose();
        _process = null;
        _throwaway?.Dispose();
    }

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, _password, cancellationToken).ConfigureAwait(false);
        if (_options.Certificate is { } certificate)
        {
            File.Copy(certificate.File, CertificateFile);
            File.Copy(certificate.Key, KeyFile);
            await ChildProcessLauncher.RunAsync("chmod", ["600", KeyFile], cancellationToken).ConfigureAwait(false);
        }

        if (ServerAccount.IsRoot)
        {
            await ChildProcessLauncher
                .RunAsync("chown", ["-R", ServerAccount.Name, _folder], cancellationToken)
                .ConfigureAwait(false);
        }

        string[] initdb =
        [
            Path.Combine(_binaries, "initdb"),
            "--pgdata=" + DataFolder,
            "--username=" + User,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ];
        var command = ServerAccount.Wrap(initdb);
        await ChildProcessLauncher.RunAsync(command[0], command[1..], cancellationToken).ConfigureAwait(false);
        File.Delete(passwordFile);
        if (_options.Certificate is not null)
        {
            await File.WriteAllTextAsync(
                    Path.Combine(DataFolder, "pg_hba.conf"),
                    "hostssl all,replication all 127.0.0.1/32 scram-sha-256\n",
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        _process?.Dispose();
        // The shell only sends both outputs to the log file; it is replaced by the server, so the process id is the
        // server's.
        string[] shell = ["-c", "exec \"$@\" >>\"$0\" 2>&1", LogFile];
        var info = new ProcessStartInfo("/bin/sh", [.. shell, .. ServerAccount.Wrap([.. ServerCommand()])])
        {
            WorkingDirectory = "/",
        };
        _process = await ChildProcessLauncher.StartAsync(info).ConfigureAwait(false);
        var deadline = _time.GetUtcNow() + _options.StartTimeout;
        while (!await AnswersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_process.HasExited || _time.GetUtcNow() > deadline)
            {
                throw new LocalServerException(
                    $"PostgreSQL in '{_folder}' did not start: {LastMessages()}",
                    "Read the message of the server."
                );
            }

            await Task.Delay(Poll, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private IEnumerable<string> ServerCommand()
    {
        yield return Path.Combine(_binaries, "postgres");
        yield return "-D";
        yield return DataFolder;
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = IPAddress.Loopback.ToString(),
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["fsync"] = _options.Fsync ? "on" : "off",
            ["max_connections"] = _options.MaxConnections.ToString(CultureInfo.InvariantCulture),
        };
        if (_options.Certificate is not null)
        {
            settings["ssl"] = "on";
            settings["ssl_cert_file"] = CertificateFile;
            settings["ssl_key_file"] = KeyFile;
        }

        foreach (var (name, value) in settings.Concat(_options.Settings))
        {
            yield return "-c";
            yield return $"{name}={value}";
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync("SELECT 1", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException e)
            when (e is not PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow })
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private string LastMessages() =>
        File.Exists(LogFile) ? string.Join(" | ", File.ReadLines(LogFile).TakeLast(5)) : "it wrote nothing";

    private static bool EndWorker(int id)
    {
        try
        {
            using var worker = Process.GetProcessById(id);
            worker.Kill();
            return worker.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    private static int[] WorkersOf(int id)
    {
        var list = $"/proc/{id}/task/{id}/children";
        return File.Exists(list)
            ?
            [
                .. File.ReadAllText(list)
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(worker => int.Parse(worker, CultureInfo.InvariantCulture)),
            ]
            : [];
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
