using System.Diagnostics;
using System.Globalization;
using System.Net;
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
    private readonly PostgresFolder _folder;
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private Process? _process;

    private PostgresServer(PostgresServerOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _binaries = PostgresBinaries.Require();
        _throwaway = options.Folder is null ? ThrowawayFolder.Create(FolderPrefix) : null;
        _folder = new PostgresFolder(options.Folder ?? _throwaway!.Path);
        Port = FreePorts.Take(1)[0];
    }

    /// <summary>The port on 127.0.0.1; the same over restarts.</summary>
    public int Port { get; }

    /// <summary>Whether the server process runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Id of the server's process, the parent of all its workers; null if it was never started.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>Where the server writes its messages.</summary>
    public string LogFile => _folder.Log;

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
            await server
                ._folder.FillAsync(server._binaries, server._password, options.Certificate, cancellationToken)
                .ConfigureAwait(false);
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

        var workers = WorkerProcesses.Of(process.Id);
        process.Kill();
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        // A worker outliving its postmaster would keep the shared memory that the next start needs.
        while (!Array.TrueForAll(workers, WorkerProcesses.TryEnd))
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

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        _process?.Dispose();
        // The shell only sends both outputs to the log file; it is replaced by the server, so the process id is the
        // server's.
        string[] shell = ["-c", "exec \"$@\" >>\"$0\" 2>&1", LogFile];
        var info = new ProcessStartInfo(
            "/bin/sh",
            [.. shell, .. ServerAccount.Wrap([.. PostgresCommand.Of(_binaries, _folder, Port, _options)])]
        )
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
                    $"PostgreSQL in '{_folder.Root}' did not start: {_folder.LastMessages()}",
                    "Read the message of the server."
                );
            }

            await Task.Delay(Poll, _time, cancellationToken).ConfigureAwait(false);
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

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
