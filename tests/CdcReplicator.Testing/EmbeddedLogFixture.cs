using CdcReplicator.ChangeLog;

namespace CdcReplicator.Testing;

/// <summary>An embedded log in a folder of its own.</summary>
internal sealed class EmbeddedLogFixture : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private EmbeddedLogFixture(TempFolder folder, EmbeddedChangeLog log)
    {
        _folder = folder;
        Log = log;
    }

    public EmbeddedChangeLog Log { get; }

    public string LogPath => _folder.At("log.db");

    public static async Task<EmbeddedLogFixture> OpenAsync(
        EmbeddedLogOptions? options = null,
        TimeProvider? time = null,
        MachineClock? machine = null
    )
    {
        var folder = new TempFolder();
        var log = await EmbeddedChangeLog.OpenAsync(
            folder.At("log.db"),
            options ?? new EmbeddedLogOptions(),
            time ?? TimeProvider.System,
            machine ?? MachineClock.System,
            CancellationToken.None
        );
        return new EmbeddedLogFixture(folder, log);
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        _folder.Dispose();
    }
}
