namespace CdcReplicator.Model;

/// <summary>An append was sent and no answer came: it may or may not be in the log.</summary>
internal sealed class AppendOutcomeUnknownException(string problem, string remedy, Exception? inner = null)
    : ReplicationException(problem, remedy, inner);
