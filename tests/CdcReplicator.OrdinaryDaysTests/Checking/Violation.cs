namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A rule that was not kept, and how it shows.</summary>
internal sealed record Violation(DayRule Rule, string Text)
{
    public override string ToString() => $"{Rule}: {Text}";
}
