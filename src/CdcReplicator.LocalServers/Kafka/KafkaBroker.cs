namespace CdcReplicator.LocalServers;

/// <summary>One broker process and its folder.</summary>
internal sealed class KafkaBroker(
    KafkaInstallation installation,
    string folder,
    KafkaServerOptions options,
    TimeProvider time
) : IAsyncDisposable
{
    private const string ReadyText = "Kafka Server started";
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private OwnedProcess? _process;

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    private string PropertiesFile => Path.Combine(folder, "server.properties");

    /// <summary>Writes its settings and formats its data folder; one from before is used as it is.</summary>
    public async Task FormatAsync(string clusterId, string properties, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(PropertiesFile, properties, cancellationToken);
        if (File.Exists(Path.Combine(folder, "data", "meta.properties")))
        {
            return;
        }

        await installation.RunToolAsync(
            "kafka-storage.sh",
            ["format", "--ignore-formatted", "-t", clusterId, "-c", PropertiesFile],
            cancellationToken
        );
    }

    /// <summary>Starts the process and waits until it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsRunning)
        {
            return;
        }

        await DisposeAsync();
        _process = await OwnedProcess.StartAsync(
            installation.PathOf("kafka-server-start.sh"),
            [PropertiesFile],
            new Dictionary<string, string>
            {
                ["KAFKA_HEAP_OPTS"] = $"-Xms{options.HeapMegabytes}m -Xmx{options.HeapMegabytes}m",
                ["LOG_DIR"] = Path.Combine(folder, "logs"),
            },
            ReadyText
        );
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new CancellationTokenSource(options.StartTimeout, time);
        await using var onTimer = timer.Token.Register(limit.Cancel);
        var exited = _process.WaitForExitAsync(limit.Token);
        var first = await Task.WhenAny(_process.Ready, exited);
        if (first == _process.Ready)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new ReplicationException(
            timer.IsCancellationRequested
                ? $"Kafka in '{folder}' was not ready after {options.StartTimeout.TotalSeconds:0} s: "
                    + $"{_process.LastOutput}"
                : $"Kafka in '{folder}' ended while starting: {_process.LastOutput}",
            "Check Java's version (17 or later), free memory and disk space."
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
            await _process.StopAsync(StopPatience, time);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }
}
