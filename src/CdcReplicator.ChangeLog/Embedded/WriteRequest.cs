namespace CdcReplicator.ChangeLog;

/// <summary>Something one caller wants written; many are written in one commit.</summary>
internal abstract class WriteRequest
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;
    private int _state;

    /// <summary>When it was queued, a timestamp of the writer's clock.</summary>
    public long QueuedAt { get; set; }

    /// <summary>About how many bytes it writes.</summary>
    public abstract long Weight { get; }

    /// <summary>Claims it for a commit; false if its caller has cancelled it before.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Writes it inside the open transaction.</summary>
    public abstract void Apply(LogStore store);

    /// <summary>The transaction is durable.</summary>
    public abstract void Complete();

    /// <summary>The transaction failed.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Withdraws it, if it was not taken yet: then nothing of it is ever written.</summary>
    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting;
}
