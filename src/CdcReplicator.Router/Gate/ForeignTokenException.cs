namespace CdcReplicator;

/// <summary>
/// A session token belongs to another log than the cluster's; it cannot be compared with any position here.
/// </summary>
public sealed class ForeignTokenException(SessionToken token, LogId log)
    : ReplicationException(
        $"Session token {token} belongs to another log than this cluster's ({log}).",
        "Use a token this cluster gave out; drop tokens kept from before the log was created anew."
    );
