namespace CdcReplicator.Applier;

/// <summary>
/// Stands for the product's, whose library goes on where no schedule sees it: opens again after a while, until it works
/// or fails for good.
/// </summary>
internal sealed class NodePipelines(TimeProvider time, Action<ReplicationException> unreachable)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    public NodePipelines Opening => this;

    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, ValueTask<T>> run, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await run(cancellationToken);
            }
            catch (ReplicationException error) when (error.IsTransient)
            {
                unreachable(error);
            }

            await Task.Delay(Delay, time, cancellationToken);
        }
    }

    public Task ExecuteAsync(Func<CancellationToken, ValueTask> run, CancellationToken cancellationToken) =>
        ExecuteAsync(
            async token =>
            {
                await run(token);
                return true;
            },
            cancellationToken
        );
}
