using System.Diagnostics;
using System.Globalization;
using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;

namespace CdcReplicator.Cli;

/// <summary>
/// <c>cdc-replicator</c> of this build as a process of its own, with a command and its output in a file.
/// </summary>
internal sealed class ReplicatorProcess : IAsyncDisposable
{
    private readonly string[] _command;
    private readonly string _outputFile;
    private Process? _process;

    /// <param name="outputFile">Where both outputs go.</param>
    /// <param name="command">Command and options.</param>
    public ReplicatorProcess(string outputFile, params string[] command)
    {
        _command = command;
        _outputFile = outputFile;
    }

    /// <summary>An applier; writes the node's configuration below a folder.</summary>
    public static ReplicatorProcess Applier(string folder, string logUri, NodeOptions node)
    {
        var configFile = ApplierConfiguration.Write(folder, logUri, node);
        return new ReplicatorProcess(Path.Combine(folder, $"applier-{node.Id}.log"), "run", "--config", configFile);
    }

    /// <summary>Whether it ended although nobody asked it to.</summary>
    public bool HasExited => _process is { HasExited: true };

    /// <summary>Id of the process; null before it is started.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>The end of what it has printed.</summary>
    public string LastOutput() =>
        File.Exists(_outputFile) ? string.Join(" | ", File.ReadLines(_outputFile).TakeLast(3)) : "it printed nothing";

    /// <summary>
    /// Starts the process; it dies with this one. Its priority is the ordinary one: an applier also holds the embedded
    /// log's lock for moments, and one that got no processor then would hold up the writers.
    /// </summary>
    public async Task StartAsync()
    {
        _process?.Dispose();
        string[] replicator = ProgramCommand.Replicator(_command);
        // The shell only sends both outputs to a file; it is replaced, so the process id is ours.
        string[] shell = ["-c", "exec \"$@\" >>\"$0\" 2>&1", _outputFile, .. replicator];
        _process = await ChildProcessLauncher.StartAsync(new ProcessStartInfo("/bin/sh", shell));
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>SIGTERM, then waits; kills it if it does not end in 10 s.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not { HasExited: false } process)
        {
            _process?.Dispose();
            return;
        }

        await ChildProcessLauncher.RunAsync(
            "kill",
            ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)],
            CancellationToken.None
        );
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }

        process.Dispose();
    }
}
