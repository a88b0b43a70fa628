using System.Globalization;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Adds up the digests of one table's rows. The same rows give the same result in any order.</summary>
internal sealed class TableDigester(TableName table, IReadOnlySet<int> wanted)
{
    private readonly long[] _counts = new long[TableDigest.BucketCount];
    private readonly UInt128[] _sums = new UInt128[TableDigest.BucketCount];
    private readonly List<KeyedDigest> _rows = [];
    private bool _truncated;

    public void Add(RowDigest row)
    {
        var bucket = BucketOf(row.Key);
        _counts[bucket]++;
        _sums[bucket] = unchecked(_sums[bucket] + row.Digest);
        if (!wanted.Contains(bucket))
        {
            return;
        }

        if (_rows.Count < TableDigest.MaxRows)
        {
            _rows.Add(new KeyedDigest(row.Key, Hex(row.Digest)));
        }
        else
        {
            _truncated = true;
        }
    }

    public TableDigest ToDigest()
    {
        var buckets = new BucketDigest[TableDigest.BucketCount];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = new BucketDigest(_counts[i], Hex(_sums[i]));
        }

        return new TableDigest(table.ToString(), buckets, _rows, _truncated);
    }

    /// <summary>FNV-1a over the key's text: equal on every machine, and cheap.</summary>
    internal static int BucketOf(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in key)
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        return (int)((hash >> 32) % TableDigest.BucketCount);
    }

    private static string Hex(UInt128 value) => value.ToString("x32", CultureInfo.InvariantCulture);
}
