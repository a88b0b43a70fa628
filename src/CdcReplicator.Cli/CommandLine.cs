using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary>The commands, in the order an operator meets them.</summary>
internal static class CommandLine
{
    public static RootCommand Build(TimeProvider time) =>
        new("Keeps several databases identical by shipping one change log to all of them.")
        {
            RunCommand.Build(time),
            StatusCommand.Build(time),
            LagCommand.Build(time),
            RouteCommand.Build(time),
            NodesCommand.Build(time),
            DrainCommands.BuildDrain(time),
            DrainCommands.BuildUndrain(time),
            AcceptCommand.Build(time),
            AcceptSourceCommand.Build(time),
            SkipCommand.Build(time),
            DiscardCommand.Build(time),
            PauseCommands.BuildPause(time),
            PauseCommands.BuildResume(time),
            ForgetCommand.Build(time),
            MigrateCommand.Build(time),
            LogCommand.Build(time),
            PublishCommand.Build(time),
            VerifyCommand.Build(time),
            ExplainRowCommand.Build(time),
            ConnectorsCommand.Build(),
            QuickstartCommand.Build(time),
        };
}
