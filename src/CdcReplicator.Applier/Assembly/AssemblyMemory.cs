namespace CdcReplicator.Applier;

/// <summary>The account of bytes that transactions hold in memory, shared by all of one assembler.</summary>
internal sealed class AssemblyMemory(long limit)
{
    /// <summary>Bytes held now.</summary>
    public long Used { get; private set; }

    /// <summary>Takes bytes if they fit.</summary>
    public bool TryTake(long bytes)
    {
        if (Used + bytes > limit)
        {
            return false;
        }

        Used += bytes;
        return true;
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes) => Used -= bytes;
}
