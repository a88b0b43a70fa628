using System.Diagnostics;

namespace CdcReplicator.LocalServers;

/// <summary>
/// A server process that belongs to this one: its output is collected, and where the system has <c>setpriv</c> it is
/// killed when this process dies.
/// </summary>
internal sealed class OwnedProcess : IAsyncDisposable
{
    private const string Setpriv = "/usr/bin/setpriv";

    private readonly Process _process;
    private readonly LastLines _output = new();
    private readonly string? _readyText;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OwnedProcess(Process process, string? readyText)
    {
        _process = process;
        _readyText = readyText;
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Done when the text that means "ready" was printed.</summary>
    public Task Ready => _ready.Task;

    /// <summary>The last lines it printed.</summary>
    public string LastOutput => _output.Text;

    /// <summary>Starts a program.</summary>
    public static async Task<OwnedProcess> StartAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string? readyText = null
    )
    {
        var bound = File.Exists(Setpriv);
        var start = new ProcessStartInfo(bound ? Setpriv : program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in bound ? ["--pdeathsig", "KILL", program, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new OwnedProcess(await ChildProcessLauncher.StartAsync(start), readyText);
    }

    /// <summary>Waits until it has ended, and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to end (SIGTERM), and kills it if it takes longer than the patience.</summary>
    public async Task StopAsync(TimeSpan patience, TimeProvider time)
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await terminate.WaitForExitAsync();
            using var limit = new CancellationTokenSource(patience, time);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Add(line);
        if (_readyText is not null && line.Contains(_readyText, StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
