namespace CdcReplicator.Client;

/// <summary>
/// Numbers of a one-time publisher: 1, 2, 3 ... under a name nobody has used. Takes a new name before the numbers that
/// may yet come could outgrow what nodes remember of one publisher.
/// </summary>
internal sealed class OneTimeNumbers : IPublisherNumbers
{
    private readonly Lock _gate = new();
    private readonly SortedSet<long> _free = [];
    private readonly HashSet<long> _leftOpen = [];
    private string _publisher = PublisherName.NewOneTime();
    private long _last;

    public ValueTask<PublisherNumber> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_leftOpen.Count >= NumberWindow.MaxLeftOpen)
            {
                (_publisher, _last) = (PublisherName.NewOneTime(), 0);
                _leftOpen.Clear();
                _free.Clear();
            }

            var number = _free.Count > 0 ? _free.Min : ++_last;
            _free.Remove(number);
            return ValueTask.FromResult(new PublisherNumber(_publisher, number));
        }
    }

    // A new number is taken only when none is free, so what may be missing then is on its way or left open: no more
    // than nodes remember.
    public ValueTask<bool> IsRememberedAsync(PublisherNumber number, CancellationToken cancellationToken) =>
        ValueTask.FromResult(true);

    public void GiveBack(PublisherNumber number) => Change(number, () => _free.Add(number.Number));

    public void LeaveOpen(PublisherNumber number) => Change(number, () => _leftOpen.Add(number.Number));

    public void Settle(PublisherNumber number) => Change(number, () => _leftOpen.Remove(number.Number));

    private void Change(PublisherNumber number, Action change)
    {
        lock (_gate)
        {
            if (number.Publisher == _publisher)
            {
                change();
            }
        }
    }
}
