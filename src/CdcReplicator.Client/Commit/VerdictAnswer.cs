using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>What a waiting writer is told, or that nothing may be told yet.</summary>
/// <param name="IsSettled">Whether there is an answer.</param>
/// <param name="Verdict">The answer; null if the verdict is kept no longer.</param>
internal readonly record struct VerdictAnswer(bool IsSettled, Verdict? Verdict)
{
    public static VerdictAnswer Open => default;

    public static VerdictAnswer Of(Verdict? verdict) => new(true, verdict);
}
