using CdcReplicator.ChangeLog;

namespace CdcReplicator.Applier;

/// <summary>
/// A reader on its way from the work that opened it to the loop that reads. Whoever opened it for nothing, because
/// reading was stopped meanwhile, gives it back: none stays open. Safe for concurrent use.
/// </summary>
internal sealed class OpenedReader
{
    private readonly Lock _gate = new();
    private ILogReader? _reader;
    private int _ticket;

    /// <summary>What the next opening is for; earlier ones come to nothing.</summary>
    public int NewTicket()
    {
        lock (_gate)
        {
            return ++_ticket;
        }
    }

    /// <summary>Hands a reader over, or disposes it if it comes too late.</summary>
    public async ValueTask OfferAsync(int ticket, ILogReader reader)
    {
        lock (_gate)
        {
            if (ticket == _ticket)
            {
                _reader = reader;
                return;
            }
        }

        await reader.DisposeAsync();
    }

    /// <summary>Takes the reader; who takes it disposes it. Null if none was handed over.</summary>
    public ILogReader? Take()
    {
        lock (_gate)
        {
            var reader = _reader;
            _reader = null;
            return reader;
        }
    }

    /// <summary>Reading is stopped: what was handed over and what is still on its way is disposed.</summary>
    public async ValueTask DiscardAsync()
    {
        NewTicket();
        if (Take() is { } reader)
        {
            await reader.DisposeAsync();
        }
    }
}
