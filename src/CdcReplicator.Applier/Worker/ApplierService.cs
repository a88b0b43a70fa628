using CdcReplicator.Nodes;
using Microsoft.Extensions.Hosting;

namespace CdcReplicator.Applier;

/// <summary>Runs an applier in a host and disposes its node afterwards.</summary>
internal sealed class ApplierService(ApplierWorker worker, INode node) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await worker.DisposeAsync();
        await node.DisposeAsync();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
