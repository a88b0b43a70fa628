namespace CdcReplicator.CrashTests;

/// <summary>A list all writers append to, one at a time.</summary>
internal sealed class SharedList(int id) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public long Id { get; } = id;

    public string Row => $"lists/{Id}";

    /// <summary>What the log's transactions have made of it.</summary>
    public IReadOnlyList<string> Elements { get; set; } = [];

    public Task EnterAsync() => _turn.WaitAsync();

    public void Leave() => _turn.Release();

    public void Dispose() => _turn.Dispose();
}
