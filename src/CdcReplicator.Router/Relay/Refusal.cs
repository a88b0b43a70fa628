using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>Why the relay does not serve a client.</summary>
/// <param name="SqlState">The error's code.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Refusal(string SqlState, string Problem, string Remedy)
{
    /// <summary>The relay is stopping.</summary>
    public static Refusal Stopping { get; } = new(SqlStates.AdminShutdown, "The relay is stopping.", "Connect again.");

    /// <summary>Logs and counts it; the message for the client.</summary>
    public byte[] Report(ILogger logger)
    {
        RelayLog.Refused(logger, SqlState, Problem);
        RelayMetrics.Refused(SqlState);
        return ErrorMessage.Fatal(SqlState, Problem, Remedy);
    }
}
