namespace CdcReplicator.Router;

/// <summary>
/// The answer of the latest question, and how far back the life of connections proves that the server was not down.
/// </summary>
/// <param name="Recent">The last few answers of this run in the order of their questions.</param>
/// <param name="Since">Since when the server was not down.</param>
internal sealed record LatestWord(PositionWord[] Recent, long Since)
{
    private const int Remembered = 16;

    /// <summary>The answer of the latest question.</summary>
    public PositionWord Word => Recent[^1];

    /// <summary>
    /// What is known after another answer. The latest question counts, not the highest answer: after a crash the
    /// highest holds for nobody any more.
    /// </summary>
    public LatestWord Then(LatestWord next)
    {
        var isOneRun = next.Word.Server == Word.Server && next.Since <= Word.AskedAt && Since <= next.Word.AskedAt;
        var isLate = Word.AskedAt > next.Word.AskedAt;
        if (!isOneRun)
        {
            return isLate ? this : next;
        }

        return new LatestWord(
            isLate ? Recent : [.. Recent.TakeLast(Remembered - 1), next.Word],
            Math.Min(Since, next.Since)
        );
    }
}
