using System.Diagnostics;

namespace CdcReplicator.EndToEndTests;

/// <summary>An example of the documentation, run as its reader would; ended at the latest when disposed.</summary>
internal sealed class ExampleProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ExampleProcess(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    public static ExampleProcess Start(
        string example,
        string folder,
        (string Name, string Value) variable,
        params string[] args
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            Environment = { [variable.Name] = variable.Value },
        };
        start.ArgumentList.Add(FileOf(example));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return new ExampleProcess(Process.Start(start)!);
    }

    /// <summary>The next line of output with a text in it.</summary>
    public async Task<string> LineAsync(string text)
    {
        using var stop = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(stop.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The example ended without '{text}'. {await _errors}");
    }

    /// <summary>Its whole output, after it has ended well.</summary>
    public async Task<string> OutputAsync()
    {
        using var stop = new CancellationTokenSource(Patience);
        var output = await _process.StandardOutput.ReadToEndAsync(stop.Token);
        await _process.WaitForExitAsync(stop.Token);
        return _process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"The example ended with {_process.ExitCode}: {await _errors}");
    }

    // Its own output: beside the tests lie only those packages that they need themselves.
    private static string FileOf(string example)
    {
        var framework = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var configuration = framework.Parent!;
        var root = configuration.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine([
            root,
            "docs",
            "examples",
            example,
            "bin",
            configuration.Name,
            framework.Name,
            $"{example}.dll",
        ]);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
