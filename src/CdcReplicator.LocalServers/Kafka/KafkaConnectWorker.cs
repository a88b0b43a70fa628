using System.Globalization;

namespace CdcReplicator.LocalServers;

/// <summary>
/// A worker of Kafka Connect, standalone or distributed, from the Kafka of <c>KAFKA_HOME</c>. Dies with this process.
/// </summary>
internal sealed class KafkaConnectWorker : IAsyncDisposable
{
    private const string ReadyText = "Kafka Connect started";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private readonly KafkaInstallation _installation;
    private readonly KafkaConnectOptions _options;
    private readonly TimeProvider _time;
    private OwnedProcess? _process;

    private KafkaConnectWorker(KafkaInstallation installation, KafkaConnectOptions options, int port, TimeProvider time)
    {
        _installation = installation;
        _options = options;
        _time = time;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }

    /// <summary>Where it answers by HTTP; the same over restarts.</summary>
    public Uri Address { get; }

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The last lines it printed; empty before it was started.</summary>
    public string LastOutput => _process?.LastOutput ?? "";

    private string SettingsFile => Path.Combine(_options.Folder, "worker.properties");

    /// <summary>Starts it, and returns when it answers; connectors start afterwards.</summary>
    /// <exception cref="ReplicationException">
    /// Kafka or Java is missing, or it did not start; the message says which and why.
    /// </exception>
    public static async Task<KafkaConnectWorker> StartAsync(
        KafkaConnectOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var worker = new KafkaConnectWorker(KafkaInstallation.Find(), options, FreePorts.Take(1)[0], time);
        try
        {
            await worker.RestartAsync(cancellationToken);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Starts it again on the same port, with the connectors' files as they are now; one that runs is killed first.
    /// </summary>
    /// <exception cref="ReplicationException">It did not start.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        Directory.CreateDirectory(_options.Folder);
        await File.WriteAllTextAsync(
            SettingsFile,
            JavaProperties.Write(KafkaConnectProperties.Of(_options, Address, _installation)),
            cancellationToken
        );
        var script = _options.ConnectorFiles.Count == 0 ? "connect-distributed.sh" : "connect-standalone.sh";
        _process = await OwnedProcess.StartAsync(
            _installation.PathOf(script),
            [SettingsFile, .. _options.ConnectorFiles],
            new Dictionary<string, string>
            {
                ["KAFKA_HEAP_OPTS"] = $"-Xms{_options.HeapMegabytes}m -Xmx{_options.HeapMegabytes}m",
                ["LOG_DIR"] = Path.Combine(_options.Folder, "logs"),
            },
            ReadyText
        );
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new CancellationTokenSource(_options.StartTimeout, _time);
        await using var onTimer = timer.Token.Register(limit.Cancel);
        if (await Task.WhenAny(_process.Ready, _process.WaitForExitAsync(limit.Token)) == _process.Ready)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new ReplicationException(
            timer.IsCancellationRequested
                ? $"Kafka Connect was not ready after {_options.StartTimeout.TotalSeconds:0} s: {_process.LastOutput}"
                : $"Kafka Connect ended while starting: {_process.LastOutput}",
            "Check the worker's settings, the broker, and free memory."
        );
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
        {
            await _process.KillAsync();
        }
    }

    /// <summary>Orderly shutdown.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(StopPatience, _time);
        }
    }

    /// <summary>Kills it; the folder stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }
}
