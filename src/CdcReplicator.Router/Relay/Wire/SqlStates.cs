namespace CdcReplicator.Router;

/// <summary>The SQLSTATEs that the relay gives out or looks for.</summary>
internal static class SqlStates
{
    public const string ConnectionFailure = "08006";
    public const string ProtocolViolation = "08P01";
    public const string InvalidParameterValue = "22023";
    public const string InvalidAuthorization = "28000";
    public const string TooManyConnections = "53300";
    public const string AdminShutdown = "57P01";
    public const string CannotConnectNow = "57P03";
    public const string IdleTimeout = "57P05";
    public const string InternalError = "XX000";

    /// <summary>
    /// Whether a node that refuses a session with this code cannot serve now, so that another may: it lacks resources,
    /// starts, stops, or is broken.
    /// </summary>
    public static bool SpeaksOfTheNode(string state) => state[..2] is "53" or "57" or "58" or "F0" or "XX";
}
