using CdcReplicator.Router;

namespace CdcReplicator.UnitTests.Router;

/// <summary>A read on its way: what it asked for and what the log was then.</summary>
internal sealed record ModelRead(ReadLevel Level, long Floor, long EndThen)
{
    /// <summary>
    /// Nodes that have truly been good enough for it at some moment since it was asked. The router works while the model goes on, so when exactly it was served is not
    /// known.
    /// </summary>
    public HashSet<string> GoodNodes { get; } = [];

    public Task<RoutedConnection> Opening { get; set; } =
        Task.FromException<RoutedConnection>(new InvalidOperationException());
}
