using CdcReplicator.Lifecycle;
using Microsoft.Extensions.Hosting;

namespace CdcReplicator.Cli;

/// <summary>Compares the nodes continuously while the host runs.</summary>
internal sealed class VerificationService(ContinuousVerification verification) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => verification.RunAsync(stoppingToken);
}
