namespace CdcReplicator.ReadHistory;

/// <summary>A session's token changed hands in its text form.</summary>
/// <param name="Session">The session.</param>
/// <param name="Sequence">What the token asks for.</param>
/// <param name="IsTaken">
/// Whether the session began with it; else the session gave it out, for whoever goes on in its place.
/// </param>
public sealed record TokenEvent(string Session, long Sequence, bool IsTaken) : HistoryEvent;
