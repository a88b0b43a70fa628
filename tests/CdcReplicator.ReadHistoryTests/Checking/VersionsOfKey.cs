using CdcReplicator.ReadHistory;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>Which versions of a key a position allows.</summary>
internal sealed class VersionsOfKey
{
    private readonly long[] _sequences;
    private readonly long[] _versions;

    public VersionsOfKey(IEnumerable<WriteEvent> writes)
    {
        var ordered = writes.OrderBy(write => write.Sequence).ToList();
        _sequences = [.. ordered.Select(write => write.Sequence)];
        _versions = [.. ordered.Select(write => write.Version)];
    }

    /// <summary>
    /// Not older than the last receipt up to the position, and older than the first one behind it. In between lie only
    /// versions whose receipt was lost.
    /// </summary>
    public bool Allows(long version, long position)
    {
        var found = Array.BinarySearch(_sequences, position);
        var next = found >= 0 ? found + 1 : ~found;
        return (next == 0 || version >= _versions[next - 1]) && (next == _versions.Length || version < _versions[next]);
    }
}
