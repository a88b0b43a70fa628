using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>Numbers of a named publisher, taken in blocks beside the log.</summary>
internal sealed class NamedNumbers(NumberBlocks blocks, string publisher) : IPublisherNumbers
{
    private readonly Lock _gate = new();
    private readonly SortedSet<long> _free = [];
    private int _leftOpen;

    public async ValueTask<PublisherNumber> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_leftOpen >= OneTimeNumbers.MaxLeftOpen)
                {
                    throw new ReplicationException(
                        $"Publisher '{publisher}' has left {_leftOpen} transactions of unknown outcome; nodes can tell no more apart.",
                        "Retry or resolve them, then connect anew."
                    );
                }

                if (_free.Count > 0)
                {
                    var number = _free.Min;
                    _free.Remove(number);
                    return new PublisherNumber(publisher, number);
                }
            }

            var first = await blocks.ReserveAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                for (var i = 0; i < NumberBlocks.Size; i++)
                {
                    _free.Add(first + i);
                }
            }
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
            _leftOpen++;
        }
    }
}
