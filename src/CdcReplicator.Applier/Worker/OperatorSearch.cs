using CdcReplicator.Cluster;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Looks for the operator's order that the node waits for, and publishes what was skipped.
/// </summary>
internal sealed class OperatorSearch(
    string nodeId,
    OrderSeeker seeker,
    RejectionStore rejections,
    NodePipelines pipelines,
    BackgroundWork background,
    Action<ApplierInput> post,
    ILogger logger
)
{
    private (SoughtOrder Sought, CancellationTokenSource Stop)? _seeking;

    /// <summary>
    /// Looks for an order. It goes on while the node is opened again and again, because the log may be long.
    /// </summary>
    public async Task SeekAsync(SoughtOrder sought, CancellationToken cancellationToken)
    {
        if (_seeking?.Sought == sought)
        {
            return;
        }

        await EndSeekAsync();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _seeking = (sought, stop);
        background.Start("looking for an order", token => seeker.SeekAsync(sought, token), post, stop.Token);
    }

    /// <summary>Looks no longer.</summary>
    public async Task EndSeekAsync()
    {
        if (_seeking is { } seeking)
        {
            _seeking = null;
            await seeking.Stop.CancelAsync();
            seeking.Stop.Dispose();
        }
    }

    /// <summary>Publishes that a sequence was skipped.</summary>
    public async Task PublishAsync(long sequence, CancellationToken cancellationToken)
    {
        ApplierLog.Skipped(logger, nodeId, sequence);
        var rejection = new Rejection(RejectionReason.Skipped, null, null, null, "Skipped by an operator.");
        await pipelines.Opening.ExecuteAsync(
            async token =>
                await rejections.PublishAsync(nodeId, [new PublishedRejection(sequence, "", rejection)], token),
            cancellationToken
        );
    }
}
