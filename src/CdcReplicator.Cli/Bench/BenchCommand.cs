using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>bench</c>: measures this build on this machine, against what the databases do by themselves.</summary>
internal static class BenchCommand
{
    public static Command Build(TimeProvider time) =>
        new("bench", "Measure appliers, the read router and the relay on this machine. See docs/performance.md.")
        {
            CatchUpCommand.Build(time),
            LatencyCommand.Build(time),
            LimitsCommand.Build(time),
            ReadsCommand.Build(time),
            BalanceCommand.Build(time),
            RelayCommand.Build(time),
            DrainCommand.Build(time),
        };
}
