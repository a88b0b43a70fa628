using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Router;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.ReadHistory;

/// <summary>
/// Sessions that read through a router of their own process until it is killed. Arguments: log, history file, process name, keys, seed, planted bug.
/// </summary>
internal static class ReadRun
{
    private const int Sessions = 4;
    private const long MaxRecords = 20;

    // Readers that never rest would leave writers and appliers no turn on a small machine.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var keys = int.Parse(args[3], CultureInfo.InvariantCulture);
        var seed = int.Parse(args[4], CultureInfo.InvariantCulture);
        await using var log = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(args[0]),
            new ChangeLogOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        await using var router = await ReadRouter.StartAsync(
            log,
            new ReadRouterOptions { WaitTimeout = TimeSpan.FromSeconds(2) },
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None
        );
        var end = (await log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        var asked = new AskedRequirement(Enum.Parse<PlantedBug>(args[5]), router.Nodes, end);
        await using var history = TextWriter.Synchronized(new StreamWriter(args[1], append: true) { AutoFlush = true });
        Console.WriteLine("running");
        await Task.WhenAll(
            Enumerable
                .Range(0, Sessions)
                .Select(number =>
                    Task.Run(() =>
                        ReadSessionAsync(
                            $"{args[2]}-{number}",
                            new Random(seed + number),
                            log,
                            router,
                            asked,
                            keys,
                            history
                        )
                    )
                )
        );
        return 0;
    }

    private static async Task ReadSessionAsync(
        string name,
        Random random,
        IChangeLog log,
        ReadRouter router,
        AskedRequirement asked,
        int keys,
        TextWriter history
    )
    {
        for (var token = -1L; ; await Task.Delay(Pause, TimeProvider.System))
        {
            var began = TimeProvider.System.GetTimestamp();
            var needed = new ReadRequirement(token, ReadLevelKind.Session);
            var wanted = token;
            var choice = random.Next(10);
            if (choice == 0)
            {
                // Every other level is as fresh as the session, too; only 'any' leaves it.
                (needed, wanted) = (ReadRequirement.None, -1);
            }
            else if (choice <= 3)
            {
                var end = (await log.GetBoundsAsync(CancellationToken.None)).EndOffset;
                needed = new ReadRequirement(token, ReadLevelKind.BoundedRecords) { MaxRecords = MaxRecords };
                wanted = Math.Max(token, end - 1 - MaxRecords);
            }

            try
            {
                var routed = await router.OpenAsync(asked.For(needed), CancellationToken.None);
                await using var connection = routed.Connection;
                var (position, versions) = SnapshotRead.Run((SqliteConnection)connection, keys);
                var ended = TimeProvider.System.GetTimestamp();
                history.Write(
                    HistoryLine.Of(
                        new ReadEvent(name, routed.NodeId, began, ended, wanted, choice != 0, position, versions)
                    ) + "\n"
                );
                token = choice == 0 ? token : Math.Max(token, position);
            }
            catch (NoNodeAvailableException)
            {
                // An honest answer: no promise was broken.
            }
        }
    }
}
