using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary>The process of <c>run</c>, composed in the order the data flows: log, decoder, appliers, nodes.</summary>
internal static class ApplierHost
{
    public static async Task RunAsync(RunPlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        using var loggers = LoggerFactory.Create(ConsoleLogging.Configure);
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
        ConsoleLogging.Configure(builder.Logging);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(log);
        builder.Services.AddSingleton<IRecordDecoder>(RecordDecoders.For(plan.Options, schemas, time));
        foreach (var node in plan.Nodes)
        {
            builder.Services.AddApplier(_ => NodeFactory.Create(node, loggers, time), plan.Options.Applier);
        }

        using var meter = new ProofMeter();
        if (Verification(plan, log, schemas, meter, time, loggers) is { } verification)
        {
            builder.Services.AddHostedService(_ => new VerificationService(verification));
        }

        await using var proofs = ProofDirectory.Start(log.Metadata, time, loggers.CreateLogger<ProofDirectory>());
        using var host = builder.Build();
        await RunAsync(host, plan, () => proofs.Current, time, loggers, cancellationToken);
        (schemas as IDisposable)?.Dispose();
    }

    /// <summary>Null if this process asks for no proofs.</summary>
    private static ContinuousVerification? Verification(
        RunPlan plan,
        IChangeLog log,
        ISchemaRegistry schemas,
        ProofMeter meter,
        TimeProvider time,
        ILoggerFactory loggers
    )
    {
        var logger = loggers.CreateLogger<ContinuousVerification>();
        if (!plan.Options.Verification.IsOn)
        {
            return null;
        }

        if (plan.Options is { Applier.OrderKeysFile: not null, OrderKeyFile: null })
        {
            // Nobody would answer. Applying goes on; the age of the proofs shows that nobody else asks either.
            ProofLog.CannotSign(logger);
            return null;
        }

        var giver = new OrderGiver(Environment.UserName, Environment.MachineName, null, "run");
        var connection = new ClusterConnection(log, schemas, plan.Log.Cluster, giver)
        {
            Decoder = RecordDecoders.For(plan.Options, schemas, time),
            OrderKeyFile = plan.Options.OrderKeyFile,
        };
        return new ContinuousVerification(connection, plan.Options.Verification, meter, time, logger);
    }

    private static async Task RunAsync(
        IHost host,
        RunPlan plan,
        Func<NodeProofs> proofs,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        using var sums = new MetricSums();
        var pulses = host.Services.GetRequiredService<ApplierPulses>();
        using var nodes = new NodeMetrics(() => RunPages.Nodes(pulses, proofs(), time.GetUtcNow()));
        using var otlp = OtlpExport.Start(plan.Options.Monitoring.Otlp, "cdc-replicator-run");
        await host.StartAsync(cancellationToken);
        // After the appliers: they are what the process is for.
        await using var server = plan.Http is { } address
            ? await HttpService.TryStartAsync(address, RunPages.Of(pulses, sums), loggers, cancellationToken)
            : null;
        await host.WaitForShutdownAsync(cancellationToken);
    }
}
