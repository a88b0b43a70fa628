namespace CdcReplicator.Nodes;

/// <summary>What a database transaction holds where ending it gives everything back.</summary>
internal sealed class NothingHeld : IAsyncDisposable
{
    /// <summary>The only one.</summary>
    public static readonly NothingHeld Instance = new();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
