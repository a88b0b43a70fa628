namespace CdcReplicator.ReadHistoryTests;

/// <summary>A reader or writer over all of its lives.</summary>
/// <param name="arguments">What it is started with, by how often it was started before.</param>
internal sealed class HistoryClient(Func<int, string[]> arguments) : IDisposable
{
    private HistoryProcess? _process;
    private int _lives;

    public bool HasExited => _process is { HasExited: true };

    public async Task StartAsync() => _process = await HistoryProcess.StartAsync(arguments(_lives++));

    public void Kill() => _process?.Dispose();

    public void Dispose() => Kill();
}
