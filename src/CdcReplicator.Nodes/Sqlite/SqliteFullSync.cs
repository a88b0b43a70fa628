using System.Data;

namespace CdcReplicator.Nodes;

/// <summary>While it lives, a session's commits wait for the disk, and the file is held as for any writing.</summary>
/// <param name="session">The session.</param>
/// <param name="otherwise">How its commits are synchronised otherwise.</param>
internal sealed class SqliteFullSync(NodeSession session, string otherwise) : IAsyncDisposable
{
    /// <summary>The write-ahead log is synced at each commit, with all that earlier commits left there.</summary>
    public const string On = "PRAGMA synchronous = FULL";

    /// <summary>What is given back with it.</summary>
    public IAsyncDisposable Held { get; set; } = NothingHeld.Instance;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (session.Connection.State == ConnectionState.Open)
            {
                await session
                    .RunAsync($"PRAGMA synchronous = {otherwise}", CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }
        finally
        {
            await Held.DisposeAsync().ConfigureAwait(false);
        }
    }
}
