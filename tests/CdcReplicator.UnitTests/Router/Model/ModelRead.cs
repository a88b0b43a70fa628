using CdcReplicator.Router;

namespace CdcReplicator.UnitTests.Router;

/// <summary>A read on its way: what it asked for and what the log was then.</summary>
internal sealed record ModelRead(ReadLevel Level, long Floor, long EndThen)
{
    /// <summary>
    /// What a node must have for it, by the truth at the moment it was asked. A bound moves on while the read waits,
    /// but the router works while the model goes on: between working the bound out and looking at a node any number of
    /// steps may pass.
    /// </summary>
    public required long Wanted { get; init; }

    /// <summary>
    /// Nodes that have truly been good enough for it at some moment since it was asked: when exactly it was served is
    /// not known.
    /// </summary>
    public HashSet<string> GoodNodes { get; } = [];

    public Task<RoutedConnection> Opening { get; set; } =
        Task.FromException<RoutedConnection>(new InvalidOperationException());
}
