namespace CdcReplicator.Router;

/// <summary>What a server has said of a node's position.</summary>
/// <param name="Server">Which server, in which of its runs: the time at which it was started, microseconds.</param>
/// <param name="Position">The last applied sequence.</param>
/// <param name="AskedAt">When it was asked, a timestamp of the clock; it was true then or later.</param>
internal sealed record PositionWord(long Server, long Position, long AskedAt)
{
    /// <summary>
    /// Whether it still holds on a connection that has lived since <paramref name="openAt"/> at the latest. A server
    /// that loses commits (it crashes, with <c>synchronous_commit</c> off) or is replaced ends all its connections, so
    /// between the connection's beginning and now there was none of that; and the word was given in between.
    /// </summary>
    public bool HoldsOn(long server, long openAt) => server == Server && openAt <= AskedAt;
}
