using System.Buffers.Binary;

namespace CdcReplicator.Router;

/// <summary>
/// Reads what a client sends before its session begins: PostgreSQL's documentation, "Message Formats" and "Start-up".
/// </summary>
internal static class StartupReader
{
    /// <summary>PostgreSQL's own limit for such a packet.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Where the key of a cancel request begins: after length and code.</summary>
    public const int HeaderLength = 8;

    /// <summary>Process id and at least 4 bytes of secret; protocol 3.2 allows more.</summary>
    private const int MinCancelLength = HeaderLength + 8;
    private const int MaxCancelLength = HeaderLength + BackendStream.MaxKeyLength;

    private const int CancelCode = 80877102;
    private const int SslCode = 80877103;
    private const int GssCode = 80877104;
    private const int Protocol3 = 3;
    private const byte TlsHandshake = 0x16;

    /// <summary>Whether this is the beginning of a TLS handshake, which the client has not asked for.</summary>
    public static bool IsTls(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes[0] == TlsHandshake;

    /// <summary>
    /// The first packet in what has arrived so far. Decides as soon as the bytes allow, so that nobody can make the
    /// relay wait for gigabytes.
    /// </summary>
    public static StartupPacket Read(ReadOnlySpan<byte> bytes)
    {
        if (IsTls(bytes))
        {
            return new StartupPacket(StartupKind.DirectTls, bytes.Length);
        }

        if (bytes.Length < sizeof(int))
        {
            return default;
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (length is < HeaderLength or > MaxLength)
        {
            return Malformed($"its first packet claims {length} bytes; {HeaderLength} to {MaxLength} are possible");
        }

        return bytes.Length < length ? default : Read(bytes[..length], BinaryPrimitives.ReadInt32BigEndian(bytes[4..]));
    }

    private static StartupPacket Read(ReadOnlySpan<byte> packet, int code) =>
        code switch
        {
            SslCode when packet.Length == HeaderLength => new StartupPacket(StartupKind.SslRequest, HeaderLength),
            GssCode when packet.Length == HeaderLength => new StartupPacket(StartupKind.GssRequest, HeaderLength),
            CancelCode when packet.Length is >= MinCancelLength and <= MaxCancelLength => new StartupPacket(
                StartupKind.Cancel,
                packet.Length
            ),
            SslCode or GssCode or CancelCode => Malformed($"a request with code {code} has {packet.Length} bytes"),
            _ when code >> 16 == Protocol3 => ReadSession(packet, code),
            _ => Malformed($"it asks for protocol {code >> 16}.{code & 0xFFFF}; 3.x is spoken here"),
        };

    private static StartupPacket ReadSession(ReadOnlySpan<byte> packet, int protocol) =>
        SessionRequest.TryRead(packet[HeaderLength..], protocol) is { } session
            ? new StartupPacket(StartupKind.Session, packet.Length) { Session = session }
            : Malformed("its parameters are not pairs of text that end with a zero byte");

    private static StartupPacket Malformed(string problem) => new(StartupKind.Malformed, 0) { Problem = problem };
}
