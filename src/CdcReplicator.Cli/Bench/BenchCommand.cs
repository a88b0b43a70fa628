using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>bench</c>: measures this build on this machine, against what the databases do by themselves.</summary>
internal static class BenchCommand
{
    public static Command Build(TimeProvider time) =>
        new(
            "bench",
            "Measure appliers and the relay on this machine: throughput, latency, and the ceilings. See docs/performance.md."
        )
        {
            CatchUpCommand.Build(time),
            LatencyCommand.Build(time),
            LimitsCommand.Build(time),
            RelayCommand.Build(time),
            DrainCommand.Build(time),
        };
}
