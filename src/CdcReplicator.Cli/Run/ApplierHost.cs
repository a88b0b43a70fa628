using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>The process of <c>run</c>, composed in the order the data flows: log, decoder, appliers, nodes.</summary>
internal static class ApplierHost
{
    /// <summary>Runs it until it is asked to end.</summary>
    public static Task RunAsync(RunPlan plan, TimeProvider time, CancellationToken cancellationToken) =>
        RunAsync(
            plan,
            LogLevel.Information,
            (host, _, stop) => host.WaitForShutdownAsync(stop),
            time,
            cancellationToken
        );

    /// <summary>Runs it as long as a caller says.</summary>
    /// <param name="plan">What is run.</param>
    /// <param name="least">What is logged at least.</param>
    /// <param name="until">Returns when it is over, with the host stopped.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(
        RunPlan plan,
        LogLevel least,
        Func<IHost, ApplierPulses, CancellationToken, Task> until,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        void Configure(ILoggingBuilder logging)
        {
            ConsoleLogging.Configure(logging);
            logging.SetMinimumLevel(least);
        }

        using var loggers = LoggerFactory.Create(Configure);
        await using var log = await ChangeLogFactory.OpenAsync(
            plan.Log,
            plan.Options.ChangeLog with
            {
                OpenBroken = true,
            },
            time,
            loggers,
            cancellationToken
        );
        // On a log that is another one, each node halts by itself, so that everybody sees why. Anything else about the
        // log is reported here.
        if (log.Trouble is { } trouble and not LogMismatchException)
        {
            throw trouble;
        }

        var schemas = SchemaRegistries.For(plan.Options, log, time);

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Configure(builder.Logging);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton<IRecordDecoder>(RecordDecoders.For(plan.Options, schemas, time));
        foreach (var node in plan.Nodes)
        {
            builder.Services.AddApplier(
                _ => NodeFactory.Create(node, loggers, time),
                plan.Options.Applier,
                _ => new JoinParts
                {
                    Node = node,
                    Seeders = (donor, target, id, settings) =>
                        NodeSeederFactory.Create(donor, target, id, settings, loggers, time),
                    Control = new ControlWriter(log, schemas, plan.Log.Cluster, plan.Options.OrderKeyFile, time),
                    Replace = plan.Replaces,
                }
            );
        }

        using var host = builder.Build();
        await RunAsync(host, plan, until, loggers, cancellationToken);
        (schemas as IDisposable)?.Dispose();
    }

    private static async Task RunAsync(
        IHost host,
        RunPlan plan,
        Func<IHost, ApplierPulses, CancellationToken, Task> until,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        using var sums = new MetricSums();
        var pulses = host.Services.GetRequiredService<ApplierPulses>();
        using var nodes = new NodeMetrics(() => RunPages.Nodes(pulses));
        using var otlp = OtlpExport.Start(plan.Options.Monitoring.Otlp, "cdc-replicator-run");
        await host.StartAsync(cancellationToken);
        // After the appliers: they are what the process is for.
        await using var server = plan.Http is { } address
            ? await HttpService.TryStartAsync(address, RunPages.Of(pulses, sums), loggers, cancellationToken)
            : null;
        await until(host, pulses, cancellationToken);
    }
}
