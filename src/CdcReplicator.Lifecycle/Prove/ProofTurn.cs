using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Decides when a process asks next. One asks, and goes on as long as it does; another one takes over when the question
/// that is due does not come. Two that ask at once do no harm: each compares answers to its own question.
/// </summary>
internal static class ProofTurn
{
    /// <summary>How long after a question was due another process asks it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How long a process waits before it looks again; zero if it is its turn.</summary>
    /// <param name="round">Where the round stands.</param>
    /// <param name="publishedAt">Since when, by the store's clock in Unix milliseconds.</param>
    /// <param name="self">This process.</param>
    /// <param name="interval">How often a round begins.</param>
    /// <param name="now">This machine's time.</param>
    public static TimeSpan WaitOf(
        ProofRound round,
        long publishedAt,
        string self,
        TimeSpan interval,
        DateTimeOffset now
    )
    {
        var (from, wait) = round.Table is null
            ? (round.Began ?? publishedAt, interval)
            : (publishedAt, TimeSpan.FromMilliseconds(round.WaitMilliseconds));
        wait += round.Asker == self ? TimeSpan.Zero : Patience;
        var left = DateTimeOffset.FromUnixTimeMilliseconds(from) + wait - now;
        // A store's clock that is ahead, or was, must not keep it waiting longer than was meant.
        return left <= TimeSpan.Zero ? TimeSpan.Zero
            : left < wait ? left
            : wait;
    }
}
