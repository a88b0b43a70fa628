using CdcReplicator.ChangeLog;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>The process of <c>route</c>: log, router, relay, HTTP API.</summary>
internal static class RouteHost
{
    public static async Task RunAsync(RoutePlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(ConsoleLogging.Configure);
        using var metrics = new MetricSums();
        await using var log = await ChangeLogFactory.OpenAsync(
            plan.Log,
            plan.ChangeLog,
            time,
            loggers,
            cancellationToken
        );
        await using var router = await ReadRouter.StartAsync(log, plan.Router, loggers, time, cancellationToken);
        var api = new RouteApi(router, log.Settings.Log, ReadLevel.Parse(plan.Relay.Level), metrics);
        using var nodes = new NodeMetrics(() =>
            router.Nodes.Current.Select(member => new NodeFacts(member)
            {
                ProofAge = member.Proof?.AgeAt(time.GetUtcNow()),
            })
        );
        using var otlp = OtlpExport.Start(plan.Otlp, "cdc-replicator-route");
        PostgresRelay? started = null;
        var pages = api.Pages(() => Volatile.Read(ref started));
        // An address that was given is wanted; where only the default is taken, the relay goes on without.
        await using var server =
            plan.Http is not { } address ? null
            : plan.IsHttpGiven ? await HttpService.StartAsync(address, pages, loggers, cancellationToken)
            : await HttpService.TryStartAsync(address, pages, loggers, cancellationToken);
        await using var relay = PostgresRelay.Start(router, log.Settings.Log, plan.Relay, loggers, time);
        Volatile.Write(ref started, relay);
        var stopped = new TaskCompletionSource();
        await using (cancellationToken.Register(stopped.SetResult))
        {
            await stopped.Task;
        }

        // Load balancers are to see it before the first client is turned away.
        api.IsStopping = true;
    }
}
