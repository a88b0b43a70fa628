using Microsoft.Extensions.Logging;

namespace CdcReplicator.Lifecycle;

/// <summary>Log messages of continuous verification.</summary>
internal static partial class ProofLog
{
    [LoggerMessage(8000, LogLevel.Warning, "Continuous verification waits: {Problem}")]
    public static partial void Waits(ILogger logger, string problem);

    [LoggerMessage(8001, LogLevel.Information, "Continuous verification goes on.")]
    public static partial void GoesOn(ILogger logger);

    [LoggerMessage(8002, LogLevel.Error, "Node {Node} differs: {Reason}")]
    public static partial void Differs(ILogger logger, string node, string reason);

    [LoggerMessage(
        8004,
        LogLevel.Warning,
        "This process asks for no proofs: appliers count signed questions only (Applier:OrderKeysFile), and there is "
            + "no private key here. Name its file in OrderKeyFile, or set Verification:Interval to 00:00:00."
    )]
    public static partial void CannotSign(ILogger logger);

    [LoggerMessage(8003, LogLevel.Error, "Continuous verification failed for a reason nothing foresees.")]
    public static partial void Mistaken(ILogger logger, Exception error);
}
