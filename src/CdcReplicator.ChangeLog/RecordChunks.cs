using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Copies keys and values of records one after the other into arrays of some size: the garbage collector has few
/// objects to follow, however small the records are. A record that is kept keeps its array, so arrays are not too large
/// either. Of one reader.
/// </summary>
internal sealed class RecordChunks
{
    private const int ChunkBytes = 64 << 10;

    /// <summary>What is larger gets an array of its own, so that little of a chunk is left unused.</summary>
    private const int LargeBytes = ChunkBytes / 8;

    private byte[] _chunk = [];
    private int _used;

    /// <summary>A copy of bytes, which may be empty.</summary>
    public RecordBytes Copy(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= LargeBytes)
        {
            return bytes.ToArray();
        }

        if (_chunk.Length - _used < bytes.Length)
        {
            _chunk = GC.AllocateUninitializedArray<byte>(ChunkBytes);
            _used = 0;
        }

        var start = _used;
        bytes.CopyTo(_chunk.AsSpan(start));
        _used += bytes.Length;
        return new RecordBytes(_chunk, start, bytes.Length);
    }
}
