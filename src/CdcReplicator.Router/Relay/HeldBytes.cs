using System.Buffers;

namespace CdcReplicator.Router;

/// <summary>
/// What a side had no room for: the rest of one read, for which its source is not read until it is gone. Takes memory
/// only while there is something.
/// </summary>
internal sealed class HeldBytes
{
    private byte[]? _bytes;
    private int _first;
    private int _end;

    public bool IsEmpty => _bytes is null;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_first, _end - _first);

    /// <summary>Holds bytes; there are none yet.</summary>
    public void Hold(ReadOnlySpan<byte> bytes)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(_bytes);
        (_first, _end) = (0, bytes.Length);
    }

    /// <summary>So many have gone.</summary>
    public void Drop(int count)
    {
        _first += count;
        if (_first == _end)
        {
            Clear();
        }
    }

    /// <summary>Gives up what is held.</summary>
    public void Clear()
    {
        var bytes = _bytes;
        (_bytes, _first, _end) = (null, 0, 0);
        if (bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
