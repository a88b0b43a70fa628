namespace CdcReplicator.Applier;

/// <summary>
/// How many rows go into one commit: as many as the node writes in the time a commit may take. Grows while commits are
/// full and quick, shrinks in proportion when one takes too long. Live, commits are as small as what has come since the
/// last one; nothing ever waits for more.
/// </summary>
/// <param name="settings">Limits, and the time a commit may take.</param>
internal sealed class CommitPace(ApplierSettings settings)
{
    private const long SmallestRows = 500;
    private const long FirstRows = 5000;

    /// <summary>Rows the next commit may have.</summary>
    public long Rows { get; private set; } = Math.Min(FirstRows, settings.MaxRowsPerCommit);

    /// <summary>Takes in how long a commit took, from its beginning to its answer.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="milliseconds">Its time.</param>
    public void Note(long rows, long milliseconds)
    {
        var target = settings.TargetCommitTime;
        if (milliseconds > target)
        {
            // In proportion, not below half: one slow commit may be a checkpoint of the database.
            var fitting = Math.Max(rows * target / milliseconds, Rows / 2);
            Rows = Math.Clamp(
                Math.Min(Rows, fitting),
                Math.Min(SmallestRows, settings.MaxRowsPerCommit),
                settings.MaxRowsPerCommit
            );
        }
        else if (rows >= Rows / 2 && milliseconds <= target / 2)
        {
            Rows = Math.Min(Rows * 2, settings.MaxRowsPerCommit);
        }
    }
}
