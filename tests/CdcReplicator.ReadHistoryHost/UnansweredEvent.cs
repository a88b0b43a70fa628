namespace CdcReplicator.ReadHistory;

/// <summary>A read that got an error in place of an answer: no promise was broken.</summary>
/// <param name="Session">The session.</param>
/// <param name="Error">The type of the exception.</param>
public sealed record UnansweredEvent(string Session, string Error) : HistoryEvent;
