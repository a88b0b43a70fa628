using CdcReplicator.Cluster;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Adds up the rows of a range.</summary>
internal sealed class RangeDigester : IRowDigests
{
    private UInt128 _sum;
    private long _count;

    public bool WantsKeys => false;

    public void Add(ReadOnlySpan<char> key, UInt128 digest)
    {
        _count++;
        _sum = unchecked(_sum + digest);
    }

    public BucketDigest ToDigest() => PartDigester.Bucket(_count, _sum);
}
