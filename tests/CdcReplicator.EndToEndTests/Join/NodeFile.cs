using System.Text.Json;
using CdcReplicator.Nodes;

namespace CdcReplicator.EndToEndTests.Join;

/// <summary>The configuration of one node's applier, and the command <c>node</c> run with it.</summary>
internal static class NodeFile
{
    /// <summary>Runs <c>node</c> with arguments, for a node of a bench.</summary>
    public static async Task<CliResult> RunAsync(Bench bench, NodeOptions node, params string[] arguments) =>
        await CliProcess.RunAsync(bench.At(""), ["node", .. arguments, "--config", await WriteAsync(bench, node)]);

    /// <summary>Writes the configuration; returns its file.</summary>
    public static async Task<string> WriteAsync(Bench bench, NodeOptions node)
    {
        var file = bench.At($"{node.Id}.json");
        var config = new
        {
            CdcReplicator = new
            {
                Log = bench.Address,
                Applier = new { SpoolFolder = bench.At($"spool-{node.Id}-cli") },
                Nodes = new[]
                {
                    new
                    {
                        node.Id,
                        node.Kind,
                        node.ConnectionString,
                        Seed = new { node.Seed.DonorConnections },
                    },
                },
            },
        };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(config));
        return file;
    }
}
