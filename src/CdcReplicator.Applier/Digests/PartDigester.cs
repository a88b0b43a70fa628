using System.Globalization;
using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>Adds up the rows of one bucket. The same rows give the same result in any order.</summary>
internal sealed class PartDigester(PartRequest request)
{
    private readonly long[] _counts = new long[request.WithRows ? 0 : KeyPath.FanOut];
    private readonly UInt128[] _sums = new UInt128[request.WithRows ? 0 : KeyPath.FanOut];
    private Dictionary<string, (UInt128 Sum, long Count)>? _rows = request.WithRows ? [] : null;
    private UInt128 _sum;
    private long _count;

    public void Add(ReadOnlySpan<char> rowKey, UInt128 digest, long path)
    {
        _count++;
        _sum = unchecked(_sum + digest);
        if (!request.WithRows)
        {
            var place = TablePart.PlaceBelow(request.Depth, path);
            _counts[place]++;
            _sums[place] = unchecked(_sums[place] + digest);
        }
        else if (_rows is { } rows)
        {
            var key = KeyPath.TextOf(rowKey.ToString());
            var (sum, count) = rows.GetValueOrDefault(key);
            rows[key] = (unchecked(sum + digest), count + 1);
            if (rows.Count > PartDigest.MaxRows)
            {
                _rows = null;
            }
        }
    }

    public PartDigest ToDigest() =>
        new(
            request.Depth,
            request.Index,
            Bucket(_count, _sum),
            request.WithRows ? null : [.. _counts.Zip(_sums, Bucket)],
            _rows is null
                ? null
                : [.. _rows.Select(row => new KeyedDigest(row.Key, Hex(row.Value.Sum), row.Value.Count))]
        );

    public static BucketDigest Bucket(long count, UInt128 sum) => new(count, Hex(sum));

    private static string Hex(UInt128 value) => value.ToString("x32", CultureInfo.InvariantCulture);
}
