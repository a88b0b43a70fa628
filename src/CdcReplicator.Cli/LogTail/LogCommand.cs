using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>log</c>: commands about the log itself.</summary>
internal static class LogCommand
{
    public static Command Build(TimeProvider time) =>
        new("log", "Look into the log.") { LogTailCommand.Build(time), LogAuditCommand.Build(time) };
}
