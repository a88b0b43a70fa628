using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>bench</c>: measures this build on this machine, against what the databases do by themselves.</summary>
internal static class BenchCommand
{
    public static Command Build(TimeProvider time) =>
        new(
            "bench",
            "Measure appliers on this machine: throughput, latency, and the ceilings. See docs/performance.md."
        )
        {
            CatchUpCommand.Build(time),
            LatencyCommand.Build(time),
            LimitsCommand.Build(time),
            DrainCommand.Build(time),
        };
}
