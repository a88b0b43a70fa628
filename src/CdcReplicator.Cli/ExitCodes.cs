namespace CdcReplicator.Cli;

/// <summary>What the process says on its way out; documented in docs/cli.md.</summary>
internal static class ExitCodes
{
    /// <summary>Done, and all is well.</summary>
    public const int Success = 0;

    /// <summary>Failed for a reason the message names.</summary>
    public const int Failure = 1;

    /// <summary>The command line, the configuration or the input is wrong; nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>The log or another server could not be reached.</summary>
    public const int Unreachable = 3;

    /// <summary><c>verify</c>: nodes differ. <c>status</c>: a member is dead, failed, halted or diverged.</summary>
    public const int NotHealthy = 4;

    /// <summary>
    /// <c>verify</c>: no difference was seen, but not everything was compared; neither identical nor different.
    /// </summary>
    public const int NotCompared = 5;

    /// <summary>
    /// <c>connectors check</c>: settings lose or change data, are refused by nodes, or cannot be judged.
    /// </summary>
    public const int LosesData = 6;

    /// <summary>Stopped by Ctrl-C or SIGTERM before the work was done.</summary>
    public const int Interrupted = 130;
}
