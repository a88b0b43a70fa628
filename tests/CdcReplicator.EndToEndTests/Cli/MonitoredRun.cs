using System.Globalization;

namespace CdcReplicator.EndToEndTests;

/// <summary><c>run</c> as a process of its own, for SQLite nodes on the log of a bench.</summary>
internal static class MonitoredRun
{
    /// <summary>How long a test waits for anything such a process does.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task<CliProcess> StartAsync(
        Bench bench,
        string http,
        params (string Id, string ConnectionString)[] nodes
    ) => StartAsync(bench, http, new Dictionary<string, string>(), nodes);

    public static Task<CliProcess> StartAsync(
        Bench bench,
        string http,
        IReadOnlyDictionary<string, string> environment,
        params (string Id, string ConnectionString)[] nodes
    )
    {
        var all = new Dictionary<string, string>(environment)
        {
            ["CdcReplicator__Log"] = bench.Address,
            ["CdcReplicator__Applier__SpoolFolder"] = bench.At("spool"),
        };
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = string.Create(CultureInfo.InvariantCulture, $"CdcReplicator__Nodes__{i}__");
            all[node + "Id"] = nodes[i].Id;
            all[node + "Kind"] = "sqlite";
            all[node + "ConnectionString"] = nodes[i].ConnectionString;
        }

        return CliProcess.StartAsync(bench.At(""), all, "run", "--http", http);
    }
}
