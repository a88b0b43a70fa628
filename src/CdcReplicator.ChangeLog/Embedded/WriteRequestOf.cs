namespace CdcReplicator.ChangeLog;

/// <summary>
/// A write with a result. A caller's cancellation counts until the write is taken; from then on it waits for the
/// outcome (milliseconds).
/// </summary>
internal abstract class WriteRequest<T> : WriteRequest
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken
            .UnsafeRegister(
                static (state, token) =>
                {
                    var request = (WriteRequest<T>)state!;
                    if (request.TryCancel())
                    {
                        request._done.TrySetCanceled(token);
                    }
                },
                this
            )
            .ConfigureAwait(false);
        return await _done.Task.ConfigureAwait(false);
    }

    public override void Apply(LogStore store) => _result = Write(store);

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception error) => _done.TrySetException(error);

    protected abstract T Write(LogStore store);
}
