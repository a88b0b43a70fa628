using System.Diagnostics.CodeAnalysis;

namespace CdcReplicator.LocalServers;

/// <summary>Apache Kafka as unpacked on this machine, found by the environment variable <c>KAFKA_HOME</c>.</summary>
internal sealed class KafkaInstallation
{
    /// <summary>The environment variable.</summary>
    public const string HomeVariable = "KAFKA_HOME";

    private readonly string _home;

    private KafkaInstallation(string home) => _home = home;

    /// <summary>Finds it; if it or Java is missing, says what is wrong.</summary>
    public static bool TryFind(
        [NotNullWhen(true)] out KafkaInstallation? found,
        [NotNullWhen(false)] out string? problem
    )
    {
        found = null;
        var home = Environment.GetEnvironmentVariable(HomeVariable);
        if (string.IsNullOrEmpty(home))
        {
            problem = $"{HomeVariable} is not set.";
        }
        else if (!File.Exists(Path.Combine(home, "bin", "kafka-server-start.sh")))
        {
            problem = $"{HomeVariable} is '{home}', and there is no bin/kafka-server-start.sh in it.";
        }
        else if (!JavaExists())
        {
            problem = "There is no 'java' on the PATH or under JAVA_HOME.";
        }
        else
        {
            problem = null;
            found = new KafkaInstallation(home);
        }

        return found is not null;
    }

    /// <summary>Finds it.</summary>
    /// <exception cref="ReplicationException">It or Java is missing.</exception>
    public static KafkaInstallation Find() =>
        TryFind(out var found, out var problem)
            ? found
            : throw new ReplicationException(
                problem,
                $"Unpack Apache Kafka 4 (kafka.apache.org), set {HomeVariable} to its folder, and install Java 17 "
                    + "or later."
            );

    /// <summary>Runs one of its command-line tools and returns what it printed (both streams).</summary>
    /// <param name="tool">Name of the script, for example <c>kafka-topics.sh</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Kills the tool.</param>
    /// <exception cref="ReplicationException">The tool ended with another exit code than 0.</exception>
    public async Task<string> RunToolAsync(
        string tool,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        await using var process = await OwnedProcess.StartAsync(
            PathOf(tool),
            arguments,
            new Dictionary<string, string> { ["KAFKA_HEAP_OPTS"] = "-Xmx128m", ["KAFKA_JIT_LEVEL"] = "1" }
        );
        var code = await process.WaitForExitAsync(cancellationToken);
        return code == 0
            ? process.LastOutput
            : throw new ReplicationException(
                $"{tool} {string.Join(' ', arguments)} ended with exit code {code}: {process.LastOutput}",
                "See the tool's own message."
            );
    }

    /// <summary>Where the connectors of Kafka Connect are.</summary>
    public string PluginFolder => Path.Combine(_home, "plugins");

    internal string PathOf(string script) => Path.Combine(_home, "bin", script);

    private static bool JavaExists()
    {
        var home = Environment.GetEnvironmentVariable("JAVA_HOME");
        var folders = string.IsNullOrEmpty(home)
            ? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            : [Path.Combine(home, "bin")];
        return folders.Any(folder => File.Exists(Path.Combine(folder, "java")));
    }
}
