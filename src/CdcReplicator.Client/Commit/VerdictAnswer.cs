namespace CdcReplicator.Client;

/// <summary>What a waiting writer is told, or that nothing may be told yet.</summary>
/// <param name="IsSettled">Whether there is an answer.</param>
/// <param name="Verdict">The answer; null if the verdict is kept no longer.</param>
/// <param name="Undecided">
/// Nodes that do not serve and could still outvote a rejection; empty where they could not.
/// </param>
internal readonly record struct VerdictAnswer(bool IsSettled, Verdict? Verdict, IReadOnlyList<string> Undecided)
{
    public static VerdictAnswer Open => new(false, null, []);

    public static VerdictAnswer Of(Verdict? verdict) => new(true, verdict, []);

    public static VerdictAnswer Rejected(Verdict verdict, IReadOnlyList<string> undecided) =>
        new(true, verdict, undecided);
}
