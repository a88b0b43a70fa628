using CdcReplicator.ReadHistory;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>One cluster of processes under a schedule of faults, and what the checker says of its history.</summary>
internal sealed class HistoryRun(int seed, PlantedBug bug, IReadOnlyList<Fault> faults)
{
    private const int Nodes = 3;
    private const int Writers = 2;
    private const int Readers = 2;

    public async Task<HistoryTotals> RunAsync(Func<string, TempFolder, Task<HistoryNode>> create, TimeSpan duration)
    {
        using var folder = new TempFolder();
        await using var log = await EmbeddedLogFixture.OpenAsync();
        var address = $"embedded:{log.LogPath}";
        var nodes = new List<HistoryNode>();
        var clients = new List<HistoryClient>();
        var closed = new ClosedTimes(log.Log);
        try
        {
            for (var number = 0; number < Nodes; number++)
            {
                nodes.Add(await create($"n{number}", folder));
                await nodes[number].CreateTablesAsync();
                await nodes[number].StartApplierAsync(address, folder);
            }

            // A node whose first opening finds a log with history would have no word for the rows it begins with.
            await closed.UntilAsync([.. nodes.Select(node => node.Id)], NodeState.Active);
            var readers = Enumerable
                .Range(0, Readers)
                .Select(number => Reader(number, address, folder, nodes))
                .ToList();
            var writers = Enumerable.Range(0, Writers).Select(key => Writer(key, address, folder)).ToList();
            clients.AddRange([.. readers, .. writers]);
            foreach (var client in clients)
            {
                await client.StartAsync();
            }

            var nodeFaults = new NodeFaults(nodes, log.Log, address, folder, closed);
            await DisturbAsync(nodeFaults, new ClientFaults([readers, writers], seed), duration);
            Assert.DoesNotContain(clients, client => client.HasExited);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }

        return HistoryTotals.Of(Directory.GetFiles(folder.Path, "*.history"), closed.All);
    }

    private async Task DisturbAsync(NodeFaults nodeFaults, ClientFaults clientFaults, TimeSpan duration)
    {
        using var over = new CancellationTokenSource();
        var clients = clientFaults.RunAsync(over.Token);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            foreach (var round in FaultPlan.Rounds(seed, Nodes, faults))
            {
                foreach (var step in round)
                {
                    await nodeFaults.DoAsync(step);
                    await Task.Delay(step.Rest);
                }

                if (TimeProvider.System.GetElapsedTime(began) > duration)
                {
                    break;
                }
            }
        }
        finally
        {
            await over.CancelAsync();
            await clients;
        }
    }

    private static HistoryClient Writer(int key, string log, TempFolder folder) =>
        new(life => ["write", log, folder.At($"w{key}.{life}.history"), $"{key}", $"{life}"]);

    private HistoryClient Reader(int number, string log, TempFolder folder, IReadOnlyList<HistoryNode> nodes)
    {
        var credentials = nodes
            .Where(node => node.Credential is not null)
            .ToDictionary(node => node.Id, node => node.Credential!);
        return new(life =>
        {
            var settings = new ReaderSettings
            {
                Log = log,
                History = folder.At($"r{number}.{life}.history"),
                Name = $"r{number}",
                Life = life,
                Keys = Writers + (Readers * ReaderSettings.Sessions),
                FirstKey = Writers + (number * ReaderSettings.Sessions),
                Seed = seed,
                UsesSdk = bug == PlantedBug.None && number % 2 == 0,
                Bug = bug,
                TokenFolder = folder.Path,
                Credentials = credentials,
            };
            return ["read", settings.ToArgument()];
        });
    }
}
