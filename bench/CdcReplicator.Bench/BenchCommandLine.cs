using System.CommandLine;

namespace CdcReplicator.Bench;

/// <summary>
/// The benchmarks. Each measures this build on this machine, against what the databases do by themselves.
/// </summary>
internal static class BenchCommandLine
{
    public static RootCommand Build(TimeProvider time) =>
        new("Measures appliers, the read router and the relay on this machine. See docs/performance.md.")
        {
            CatchUpCommand.Build(time),
            LatencyCommand.Build(time),
            LimitsCommand.Build(time),
            ReadsCommand.Build(time),
            BalanceCommand.Build(time),
            OutageCommand.Build(time),
            RelayCommand.Build(time),
            SeedBenchCommand.Build(time),
            DrainCommand.Build(time),
        };
}
