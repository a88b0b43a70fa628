namespace CdcReplicator.Client;

/// <summary>
/// Numbers of a one-time publisher: 1, 2, 3 ... under a name nobody has used. Takes a new name before the numbers that may yet come could outgrow what
/// nodes remember of one publisher.
/// </summary>
internal sealed class OneTimeNumbers : IPublisherNumbers
{
    /// <summary>Nodes remember 1000 passed-over numbers of a publisher.</summary>
    internal const int MaxLeftOpen = 500;

    private readonly Lock _gate = new();
    private readonly SortedSet<long> _free = [];
    private string _publisher = PublisherName.NewOneTime();
    private long _last;
    private int _leftOpen;

    public ValueTask<PublisherNumber> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_leftOpen >= MaxLeftOpen)
            {
                (_publisher, _last, _leftOpen) = (PublisherName.NewOneTime(), 0, 0);
                _free.Clear();
            }

            var number = _free.Count > 0 ? _free.Min : ++_last;
            _free.Remove(number);
            return ValueTask.FromResult(new PublisherNumber(_publisher, number));
        }
    }

    public void GiveBack(PublisherNumber number)
    {
        lock (_gate)
        {
            if (number.Publisher == _publisher)
            {
                _free.Add(number.Number);
            }
        }
    }

    public void LeaveOpen(PublisherNumber number)
    {
        lock (_gate)
        {
            if (number.Publisher == _publisher)
            {
                _leftOpen++;
            }
        }
    }
}
