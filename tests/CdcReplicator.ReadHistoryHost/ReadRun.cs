using CdcReplicator.Router;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.ReadHistory;

/// <summary>Sessions that read until their process is killed. Argument: <see cref="ReaderSettings"/>.</summary>
internal static class ReadRun
{
    // Long enough for any wait that a fault causes, short enough to see that reads fail rather than wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string[] args)
    {
        var settings = ReaderSettings.Parse(args[0]);
        await using var cluster = await CdcCluster.ConnectAsync(
            settings.Log,
            new CdcClusterOptions
            {
                ReadTimeout = Patience,
                NodeCredentials = new Dictionary<string, string>(settings.Credentials),
            }
        );
        await using var log = await HostedApplier.OpenLogAsync(settings.Log);
        await using var members = await ClusterMembers.OpenAsync(
            log.Metadata,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        await using var router = ReadRouter.Start(
            log,
            settings.Bug == PlantedBug.StateIgnored ? new StatelessMembers(members) : members,
            new ReadRouterOptions { WaitTimeout = Patience, NodeCredentials = settings.Credentials },
            NullLoggerFactory.Instance,
            TimeProvider.System
        );
        var ends = new EndSamples(log);
        var asked = new AskedRequirement(settings.Bug, router.Nodes, await ends.AskAsync());
        using var history = new HistoryWriter(settings.History);
        Console.WriteLine("running");
        var loops = Enumerable
            .Range(0, ReaderSettings.Sessions)
            .Select(number =>
            {
                var file = new TokenFile(Path.Combine(settings.TokenFolder, $"{settings.Name}-{number}.token"));
                var token = file.Find();
                IReadingSession session = settings.UsesSdk
                    ? new SdkSession(cluster, cluster.CreateSession(token))
                    : new TokenSession(cluster, router, asked, token ?? new SessionToken(log.Settings.Log, -1));
                var name = $"{settings.Name}-{number}.{settings.Life}";
                var loop = new ReadingLoop(name, session, file, settings, settings.FirstKey + number, ends, history);
                return Task.Run(() => loop.RunAsync(token));
            });

        // The first that ends has failed: the process must not live on without it.
        await await Task.WhenAny([.. loops]);
        return 0;
    }
}
