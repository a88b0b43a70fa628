using System.Collections.Concurrent;

namespace CdcReplicator.Nodes;

/// <summary>
/// Pages of COPY that are used again. Those that are lost with a failed batch are not missed: a node that is opened
/// again has new ones.
/// </summary>
internal sealed class CopyPages
{
    /// <summary>How much is made before it is sent: the server works on one page while the next is made.</summary>
    public const int PageBytes = 64 << 10;

    private readonly ConcurrentBag<CopyBuffer> _free = [];
    private int _taken;

    /// <summary>Pages that are in use.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>An empty page.</summary>
    public CopyBuffer Take()
    {
        Interlocked.Increment(ref _taken);
        return _free.TryTake(out var used) ? used : new CopyBuffer(PageBytes);
    }

    /// <summary>Takes a page back.</summary>
    public void Return(CopyBuffer page)
    {
        Interlocked.Decrement(ref _taken);
        page.Clear();
        // One that a large row has blown up is not kept.
        if (page.Capacity <= 2 * PageBytes)
        {
            _free.Add(page);
        }
    }
}
