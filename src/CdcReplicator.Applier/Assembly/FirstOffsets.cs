namespace CdcReplicator.Applier;

/// <summary>
/// Where open transactions begin. The lowest is asked for at every record, however many are open.
/// </summary>
internal sealed class FirstOffsets
{
    private readonly SortedSet<long> _offsets = [];

    /// <summary>The lowest; the largest number if none is open.</summary>
    public long Lowest => _offsets.Count == 0 ? long.MaxValue : _offsets.Min;

    /// <summary>One is opened.</summary>
    public void Add(OpenTransaction opened) => _offsets.Add(opened.FirstOffset);

    /// <summary>It is open no more.</summary>
    public void Remove(OpenTransaction ended) => _offsets.Remove(ended.FirstOffset);
}
