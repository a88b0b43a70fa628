namespace CdcReplicator;

/// <summary>
/// A text that came as a session token is none, or none that we have signed. It is refused, never ignored: reads
/// without it could go backwards.
/// </summary>
public sealed class InvalidSessionTokenException(string problem)
    : ReplicationException(
        $"The session token is not valid: {problem}.",
        "Start the session anew, without a token; its earlier writes may then not be seen at once."
    );
