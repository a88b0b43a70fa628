namespace CdcReplicator.Client;

/// <summary>
/// Numbers of a named publisher, taken in blocks beside the log. A process that is alone takes large blocks; the more
/// others take meanwhile, the smaller its own become, and what is left of a block that fell too far behind is given up.
/// See DESIGN.md.
/// </summary>
internal sealed class NamedNumbers(NumberBlocks blocks, TimeProvider clock) : IPublisherNumbers
{
    /// <summary>Numbers in the largest block.</summary>
    public const int MaxBlock = 32;

    /// <summary>How long it is believed that others took no more than was seen.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<long> _free = [];
    private readonly HashSet<long> _leftOpen = [];
    private readonly HighestNumber _highest = new(blocks, clock);
    private int _nextSize = 1;

    public async ValueTask<PublisherNumber> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                EnsureFewLeftOpen();
            }

            var highest = await _highest.GetAsync(LookAgainAfter, cancellationToken).ConfigureAwait(false);
            if (TakeFree(highest) is { } number)
            {
                return number;
            }

            var size = Volatile.Read(ref _nextSize);
            Add(await blocks.ReserveAsync(size, cancellationToken).ConfigureAwait(false));
        }
    }

    public async ValueTask<bool> IsRememberedAsync(PublisherNumber number, CancellationToken cancellationToken)
    {
        try
        {
            // Asked after the answer: whoever takes a number later than that sends it later too.
            var highest = await _highest.AskAsync(cancellationToken).ConfigureAwait(false);
            return NumberWindow.IsRemembered(number.Number, highest);
        }
        catch (Exception error)
            when (error is OperationCanceledException or ObjectDisposedException or ReplicationException)
        {
            return false;
        }
    }

    public void GiveBack(PublisherNumber number)
    {
        lock (_gate)
        {
            _free.Add(number.Number);
        }
    }

    public void LeaveOpen(PublisherNumber number)
    {
        lock (_gate)
        {
            _leftOpen.Add(number.Number);
        }
    }

    public void Settle(PublisherNumber number)
    {
        lock (_gate)
        {
            if (number.Publisher == blocks.Publisher)
            {
                _leftOpen.Remove(number.Number);
            }
        }
    }

    private PublisherNumber? TakeFree(long highest)
    {
        lock (_gate)
        {
            // What has fallen behind is given up: others may pass over it further than nodes remember before it
            // arrives.
            if (_free.RemoveWhere(number => !NumberWindow.IsUsable(number, highest)) > 0)
            {
                _nextSize = 1;
            }

            if (_free.Count == 0)
            {
                return null;
            }

            var lowest = _free.Min;
            _free.Remove(lowest);
            return new PublisherNumber(blocks.Publisher, lowest);
        }
    }

    private void Add(NumberBlock block)
    {
        lock (_gate)
        {
            for (var number = block.First; number <= block.Last; number++)
            {
                _free.Add(number);
            }

            _nextSize = Math.Min(MaxBlock, _nextSize * 2);
            _highest.Learn(block.Last);
        }
    }

    private void EnsureFewLeftOpen()
    {
        if (_leftOpen.Count >= NumberWindow.MaxLeftOpen)
        {
            throw new ReplicationException(
                $"Publisher '{blocks.Publisher}' has left {_leftOpen.Count} transactions of unknown outcome; nodes can "
                    + "tell no more apart. Nothing was published.",
                "Retry or resolve them, then commit again."
            );
        }
    }
}
