namespace CdcReplicator;

/// <summary>
/// The log does not take or give records, because of a login, a permission or a setting. Nothing was appended. A person
/// must act.
/// </summary>
public sealed class LogRefusedException(string problem, string remedy, Exception? inner = null)
    : ReplicationException(problem, remedy, inner);
