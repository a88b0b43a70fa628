using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>Puts appliers into a host.</summary>
internal static class ApplierServiceCollectionExtensions
{
    /// <summary>
    /// Adds the applier of one node; call once per node. In the order of the flow: the log (<see cref="IChangeLog"/>),
    /// its decoder (<see cref="IRecordDecoder"/>), the applier, its node. Log and decoder are taken from the services;
    /// <see cref="ApplierPulses"/> tells how the appliers are.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="node">Makes the node; the applier owns it.</param>
    /// <param name="options">The applier's options, or null for the defaults.</param>
    /// <param name="join">What brings the node into the cluster; null: it is opened as it is.</param>
    public static IServiceCollection AddApplier(
        this IServiceCollection services,
        Func<IServiceProvider, INode> node,
        ApplierOptions? options = null,
        Func<IServiceProvider, JoinParts>? join = null
    )
    {
        ArgumentNullException.ThrowIfNull(node);
        services.TryAddSingleton<ApplierPulses>();
        return services.AddSingleton<IHostedService>(provider =>
        {
            var target = node(provider);
            var worker = new ApplierWorker(
                provider.GetRequiredService<IChangeLog>(),
                provider.GetRequiredService<IRecordDecoder>(),
                target,
                options ?? new ApplierOptions(),
                provider.GetService<TimeProvider>() ?? TimeProvider.System,
                provider.GetRequiredService<ILoggerFactory>(),
                join?.Invoke(provider)
            );
            provider.GetRequiredService<ApplierPulses>().Add(worker.Pulse);
            return new ApplierService(worker, target);
        });
    }
}
