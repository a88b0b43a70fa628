using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>Puts messages of protocol 3 together, however they are cut.</summary>
internal sealed class MessageBuffer
{
    /// <summary>PostgreSQL takes no longer answer to a request for a login.</summary>
    public const int LongestMessage = 65_536;

    private const int HeaderLength = 5;

    private readonly List<byte> _bytes = [];

    /// <summary>What has arrived and is not taken.</summary>
    public ReadOnlySpan<byte> Rest => CollectionsMarshal.AsSpan(_bytes);

    /// <summary>Whether the next message claims a length that no message of a login has.</summary>
    public bool IsBroken => _bytes.Count >= HeaderLength && LengthOfNext is < HeaderLength or > LongestMessage;

    /// <summary>Takes bytes in.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    /// <summary>The next message with its header, taken out; null if it has not arrived as a whole.</summary>
    public byte[]? TryTake()
    {
        if (_bytes.Count < HeaderLength || IsBroken || _bytes.Count < LengthOfNext)
        {
            return null;
        }

        var message = Rest[..(int)LengthOfNext].ToArray();
        _bytes.RemoveRange(0, message.Length);
        return message;
    }

    // The type is not counted in.
    private long LengthOfNext => 1L + BinaryPrimitives.ReadInt32BigEndian(Rest[1..]);
}
