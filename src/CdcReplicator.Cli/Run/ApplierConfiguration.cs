using System.Text.Json.Nodes;
using CdcReplicator.Nodes;

namespace CdcReplicator.Cli;

/// <summary>Writes the configuration of an applier that runs in a process of its own.</summary>
internal static class ApplierConfiguration
{
    /// <summary>
    /// Writes it below a folder, which should be its owner's alone: a connection string may hold a password. Returns
    /// the file.
    /// </summary>
    public static string Write(string folder, string logUri, NodeOptions node)
    {
        var config = new JsonObject
        {
            ["CdcReplicator"] = new JsonObject
            {
                ["Log"] = logUri,
                // Several run beside each other, and people look at the demonstration's own screen.
                ["Monitoring"] = new JsonObject { ["RunHttp"] = "none" },
                ["Applier"] = new JsonObject { ["SpoolFolder"] = Path.Combine(folder, $"spool-{node.Id}") },
                ["Nodes"] = new JsonArray(
                    new JsonObject
                    {
                        ["Id"] = node.Id,
                        ["Kind"] = node.Kind,
                        ["ConnectionString"] = node.ConnectionString,
                        ["Seed"] = new JsonObject
                        {
                            ["DonorConnections"] = new JsonObject(
                                node.Seed.DonorConnections.Select(donor =>
                                    KeyValuePair.Create<string, JsonNode?>(donor.Key, donor.Value)
                                )
                            ),
                        },
                    }
                ),
            },
        };
        var file = Path.Combine(folder, $"applier-{node.Id}.json");
        File.WriteAllText(file, config.ToJsonString());
        return file;
    }
}
