using CdcReplicator.ChangeLog;
using CdcReplicator.ReadHistory;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>One cluster of processes under a schedule of faults, and what the checker says of its history.</summary>
internal sealed class HistoryRun(int seed, PlantedBug bug)
{
    private const int Nodes = 3;
    private const int Writers = 2;
    private const int Readers = 2;

    // How long a drain may take to be known to every router.
    private static readonly TimeSpan NewsTakes = TimeSpan.FromSeconds(3);
    private readonly List<ClosedInterval> _closed = [];

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>Times in which a drained node must not be read.</summary>
    public int Drains => _closed.Count;

    public async Task<IReadOnlyList<string>> RunAsync(TimeSpan duration)
    {
        using var folder = new TempFolder();
        await using var log = await EmbeddedLogFixture.OpenAsync();
        var address = $"embedded:{log.LogPath}";
        var nodes = new HistoryProcess[Nodes];
        var others = new List<HistoryProcess>();
        try
        {
            for (var node = 0; node < Nodes; node++)
            {
                await CreateTablesAsync(folder, node);
                nodes[node] = await StartNodeAsync(address, folder, node);
            }

            for (var key = 0; key < Writers; key++)
            {
                others.Add(await HistoryProcess.StartAsync("write", address, folder.At($"w{key}.history"), $"{key}"));
            }

            for (var reader = 0; reader < Readers; reader++)
            {
                string[] read = ["read", address, folder.At($"r{reader}.history"), $"r{reader}"];
                others.Add(
                    await HistoryProcess.StartAsync([.. read, $"{Writers}", $"{seed + (100 * reader)}", $"{bug}"])
                );
            }

            await DisturbAsync(nodes, node => StartNodeAsync(address, folder, node), log.Log, duration);
            Assert.DoesNotContain(others, process => process.HasExited);
        }
        finally
        {
            others.ForEach(process => process.Dispose());
            Array.ForEach(nodes, process => process?.Dispose());
        }

        return Check(folder);
    }

    private async Task DisturbAsync(
        HistoryProcess[] nodes,
        Func<int, Task<HistoryProcess>> start,
        EmbeddedChangeLog log,
        TimeSpan duration
    )
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var step in FaultPlan.Schedule(seed, Nodes))
        {
            if (TimeProvider.System.GetElapsedTime(began) > duration)
            {
                return;
            }

            switch (step.Fault)
            {
                case Fault.Kill:
                    nodes[step.Node].Dispose();
                    await Task.Delay(step.For);
                    nodes[step.Node] = await start(step.Node);
                    break;
                case Fault.Stop:
                    nodes[step.Node].Stop();
                    await Task.Delay(step.For);
                    nodes[step.Node].Continue();
                    break;
                default:
                    await DrainAsync(log, $"n{step.Node}", step.For);
                    break;
            }

            await Task.Delay(step.Rest);
        }
    }

    private async Task DrainAsync(EmbeddedChangeLog log, string node, TimeSpan time)
    {
        var store = new MaintenanceStore(log.Metadata);
        var since = TimeProvider.System.GetUtcNow();
        await store.PublishAsync(new Maintenance(node, IsDrained: true, since, null), CancellationToken.None);
        await Task.Delay(NewsTakes);
        var from = TimeProvider.System.GetTimestamp();
        await Task.Delay(time);
        _closed.Add(new ClosedInterval(node, from, TimeProvider.System.GetTimestamp(), "drained"));
        await store.PublishAsync(new Maintenance(node, IsDrained: false, since, null), CancellationToken.None);
    }

    private IReadOnlyList<string> Check(TempFolder folder)
    {
        var files = Directory
            .GetFiles(folder.Path, "*.history")
            .Select(file => HistoryLine.Parse(File.ReadAllText(file)));
        var parsed = files.ToList();
        List<WriteEvent> writes = [.. parsed.SelectMany(file => file.Writes)];
        List<ReadEvent> reads = [.. parsed.SelectMany(file => file.Reads)];
        (Writes, Reads) = (writes.Count, reads.Count);
        return ReadHistoryChecker.Check(writes, reads, _closed);
    }

    private static Task<HistoryProcess> StartNodeAsync(string log, TempFolder folder, int node) =>
        HistoryProcess.StartAsync("node", log, $"n{node}", DataSource(folder, node), folder.At($"spool{node}"));

    private static string DataSource(TempFolder folder, int node) => $"Data Source={folder.At($"n{node}.db")}";

    private static async Task CreateTablesAsync(TempFolder folder, int node)
    {
        await using var connection = new SqliteConnection(DataSource(folder, node) + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE registers (id bigint PRIMARY KEY, version bigint NOT NULL)";
        await command.ExecuteNonQueryAsync();
    }
}
