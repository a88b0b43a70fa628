using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Whether a source's transaction came before.</summary>
/// <param name="IsRepetition">It did.</param>
/// <param name="History">What is remembered after it; null in doubt.</param>
/// <param name="Doubt">Why nobody can say.</param>
internal readonly record struct SourceJudgement(bool IsRepetition, SourceHistory? History, SourceDoubt Doubt)
{
    public static SourceJudgement New(SourceHistory history) => new(false, history, SourceDoubt.None);

    public static SourceJudgement Repetition(SourceHistory history) => new(true, history, SourceDoubt.None);

    public static SourceJudgement In(SourceDoubt doubt) => new(false, null, doubt);
}
