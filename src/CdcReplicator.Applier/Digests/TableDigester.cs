using CdcReplicator.Cluster;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Adds up the digests of one table's rows, bucket by bucket as asked.</summary>
internal sealed class TableDigester : IRowDigests
{
    private readonly Dictionary<TablePart, PartDigester> _parts = [];
    private readonly int[] _depths;

    /// <param name="parts">
    /// The buckets that are asked for; deeper ones that cannot be divided are only added up.
    /// </param>
    public TableDigester(IEnumerable<PartRequest> parts)
    {
        foreach (var part in parts)
        {
            _parts.TryAdd(part.Part, new PartDigester(part.Part.CanDivide ? part : part with { WithRows = true }));
        }

        _depths = [.. _parts.Keys.Select(part => part.Depth).Distinct()];
    }

    public bool WantsKeys => true;

    public void Add(ReadOnlySpan<char> key, UInt128 digest)
    {
        var path = KeyPath.Of(key);
        foreach (var depth in _depths)
        {
            if (_parts.TryGetValue(TablePart.Of(depth, path), out var part))
            {
                part.Add(key, digest, path);
            }
        }
    }

    public IReadOnlyList<PartDigest> ToDigests() => [.. _parts.Values.Select(part => part.ToDigest())];
}
