using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>node</c>: what is done with one node.</summary>
internal static class NodesCommand
{
    public static Command Build(TimeProvider time) =>
        new("node", "Work on one node of the cluster.") { NodeAddCommand.Build(time), NodeSeedCommand.Build(time) };
}
