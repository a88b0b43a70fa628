namespace CdcReplicator.Router;

/// <summary>What a client understands that begins with TLS without asking: RFC 8446, section 6.</summary>
internal static class TlsAlert
{
    /// <summary>A record of one alert: fatal, handshake_failure.</summary>
    public static ReadOnlySpan<byte> HandshakeFailure => [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28];
}
