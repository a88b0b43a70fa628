namespace CdcReplicator.Client;

/// <summary>
/// Whether a cluster is still open, for every call on it. Calls under way end at once when it is disposed.
/// </summary>
internal sealed class ClusterLifetime : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    // Asked at any time, also after the source was disposed.
    private readonly CancellationToken _over;

    public ClusterLifetime()
    {
        _over = _source.Token;
    }

    /// <exception cref="ObjectDisposedException">The cluster was disposed.</exception>
    public void ThrowIfOver()
    {
        if (_over.IsCancellationRequested)
        {
            throw Disposed();
        }
    }

    /// <summary>Ends all calls.</summary>
    public Task EndAsync() => _source.CancelAsync();

    /// <summary>
    /// Runs a call. If the cluster is disposed meanwhile, what the call itself says of it stands, cancellation apart.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The cluster was disposed; the call had no effect.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        ThrowIfOver();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_over, cancellationToken);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(error.Message, error, cancellationToken);
            }

            ThrowIfOver();
            throw;
        }
    }

    public void Dispose() => _source.Dispose();

    private static ObjectDisposedException Disposed() => new(typeof(CdcCluster).FullName);
}
