using System.Buffers.Binary;
using System.Text;

namespace CdcReplicator.Router;

/// <summary>
/// Follows a server's messages as they pass, however they are cut: where one ends, whether the session is between
/// transactions, the key by which its work can be cancelled, and the application name. Looks only at headers and the
/// few short bodies with these facts, so it costs next to nothing.
/// </summary>
internal sealed class BackendStream
{
    /// <summary>Process id and secret; protocol 3.2 allows 256 bytes of secret.</summary>
    public const int MaxKeyLength = sizeof(int) + 256;

    private const int HeaderLength = 5;

    /// <summary>Longer than <c>application_name</c> and the 63 bytes that a server keeps of it.</summary>
    private const int MaxStatusLength = 256;
    private const byte KeyData = (byte)'K';
    private const byte ParameterStatus = (byte)'S';
    private const byte ReadyForQuery = (byte)'Z';
    private const byte OutsideOfTransaction = (byte)'I';

    private readonly byte[] _header = new byte[HeaderLength];
    private int _headerBytes;
    private int _bodyLeft;
    private List<byte>? _kept;

    /// <summary>The type of the last message that began; 0 before the first.</summary>
    public byte LastType => _header[0];

    /// <summary>Whether the last message has passed whole, so that another may be put after it.</summary>
    public bool IsBetweenMessages => _headerBytes == 0 && _bodyLeft == 0;

    /// <summary>Whether the server waits for a query, and no transaction is open.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>The key, once it has passed whole.</summary>
    public byte[]? Key { get; private set; }

    /// <summary>
    /// The application name as the server reported it last; null before. Servers report it at the beginning and
    /// whenever it is set.
    /// </summary>
    public string? ApplicationName { get; private set; }

    /// <summary>Takes the next bytes; false if they are no messages of PostgreSQL's.</summary>
    public bool Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_bodyLeft > 0)
            {
                var taken = Math.Min(_bodyLeft, bytes.Length);
                TakeBody(bytes[..taken]);
                bytes = bytes[taken..];
            }
            else
            {
                var taken = Math.Min(HeaderLength - _headerBytes, bytes.Length);
                bytes[..taken].CopyTo(_header.AsSpan(_headerBytes));
                _headerBytes += taken;
                bytes = bytes[taken..];
                if (_headerBytes == HeaderLength && !Begin())
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Begin()
    {
        _headerBytes = 0;
        _bodyLeft = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1)) - sizeof(int);
        IsIdle = false;
        var isKept =
            (LastType == KeyData && _bodyLeft is > 0 and <= MaxKeyLength && Key is null)
            || (LastType == ParameterStatus && _bodyLeft is > 0 and <= MaxStatusLength);
        _kept = isKept ? new List<byte>(_bodyLeft) : null;
        return _bodyLeft >= 0;
    }

    private void TakeBody(ReadOnlySpan<byte> body)
    {
        _bodyLeft -= body.Length;
        IsIdle = LastType == ReadyForQuery && body[0] == OutsideOfTransaction;
        if (_kept is not null)
        {
            _kept.AddRange(body);
            if (_bodyLeft == 0)
            {
                Keep([.. _kept]);
                _kept = null;
            }
        }
    }

    private void Keep(byte[] body)
    {
        if (LastType == KeyData)
        {
            Key = body;
        }
        else if (Encoding.Latin1.GetString(body).Split('\0') is [SessionRequest.ApplicationName, var name, ..])
        {
            ApplicationName = name;
        }
    }
}
