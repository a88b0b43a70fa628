using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>The built command line as a process of its own; killed at the latest when disposed.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const string Setpriv = "/usr/bin/setpriv";

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private CliProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it in a folder of the test, so that no configuration of somebody else is found.</summary>
    public static Task<CliProcess> StartAsync(string folder, params string[] arguments) =>
        StartAsync(folder, new Dictionary<string, string>(), arguments);

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    public static Task<CliProcess> StartAsync(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    ) => StartAsync("cdc-replicator", folder, environment, arguments);

    /// <summary>A benchmark.</summary>
    public static Task<CliProcess> StartBenchAsync(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    ) => StartAsync("cdc-bench", folder, environment, arguments);

    private static async Task<CliProcess> StartAsync(
        string program,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        string[] arguments
    )
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. arguments];
        // Where the system can, the process dies with the test process.
        string[] bound = File.Exists(Setpriv) ? [Setpriv, "--pdeathsig", "KILL", "--", .. command] : command;
        var start = new ProcessStartInfo(bound[0], bound[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("CDC_LOG");
        var login = KafkaTestServer.ClosedAt(string.Join(' ', arguments))?.EnvironmentOf(SecuredKafka.Operator);
        foreach (var (name, value) in (login ?? []).Concat(environment))
        {
            start.Environment[name] = value;
        }

        return new CliProcess(await ChildProcessLauncher.StartAsync(start));
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<CliResult> RunAsync(string folder, params string[] arguments)
    {
        await using var process = await StartAsync(folder, arguments);
        return await process.WaitAsync();
    }

    /// <summary>Runs it with <c>--json</c> and reads what it prints.</summary>
    public static async Task<(int Code, JsonElement Json)> RunJsonAsync(string folder, params string[] arguments)
    {
        var result = await RunAsync(folder, [.. arguments, "--json"]);
        return (result.Code, JsonDocument.Parse(result.Output).RootElement);
    }

    public Task<CliResult> WaitAsync() => WaitAsync(Patience);

    public async Task<CliResult> WaitAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(limit.Token);
        return new CliResult(_process.ExitCode, await _output, await _errors);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    public Task TerminateAsync() =>
        ChildProcessLauncher.RunAsync(
            "kill",
            ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)],
            CancellationToken.None
        );

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
