namespace CdcReplicator.Client;

/// <summary>
/// An amount that callers share: whoever finds too little left waits, first come, first served. Safe for concurrent
/// use; holds nothing to dispose, so that a call which ends after everything else was disposed can still give back what
/// it had.
/// </summary>
/// <param name="capacity">How much there is. Whoever asks for more gets all of it, alone.</param>
internal sealed class AsyncBudget(long capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly long _capacity = capacity;
    private long _free = capacity;

    /// <summary>Takes an amount; waits until it is there.</summary>
    /// <exception cref="OperationCanceledException">Waiting was cancelled; nothing was taken.</exception>
    public Task AcquireAsync(long amount, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        LinkedListNode<Waiter> node;
        lock (_gate)
        {
            var waiter = new Waiter(Shared(amount));
            if (_waiting.Count == 0 && _free >= waiter.Amount)
            {
                _free -= waiter.Amount;
                return Task.CompletedTask;
            }

            node = _waiting.AddLast(waiter);
        }

        return WaitAsync(node, cancellationToken);
    }

    /// <summary>Gives back what <see cref="AcquireAsync"/> of the same amount took.</summary>
    public void Release(long amount)
    {
        lock (_gate)
        {
            _free += Shared(amount);
            Serve();
        }
    }

    private async Task WaitAsync(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(_ => Withdraw(node, cancellationToken), state: null);
        await node.Value.Served.Task.ConfigureAwait(false);
    }

    private void Withdraw(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (node.List is null)
            {
                return;
            }

            _waiting.Remove(node);
            node.Value.Served.SetCanceled(cancellationToken);
            // It may have stood before others that ask for less.
            Serve();
        }
    }

    private long Shared(long amount) => Math.Min(amount, _capacity);

    private void Serve()
    {
        while (_waiting.First is { } first && first.Value.Amount <= _free)
        {
            _waiting.RemoveFirst();
            _free -= first.Value.Amount;
            first.Value.Served.SetResult();
        }
    }

    private sealed class Waiter(long amount)
    {
        public long Amount { get; } = amount;

        public TaskCompletionSource Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
