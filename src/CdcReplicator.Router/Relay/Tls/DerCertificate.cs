namespace CdcReplicator.Router;

/// <summary>The certificates of a connection in DER.</summary>
internal static class DerCertificate
{
    /// <summary>This side's; empty if it has none.</summary>
    public static byte[] OwnOf(nint connection) => Encode(OpenSsl.SSL_get_certificate(connection));

    /// <summary>The other side's; empty if it has none.</summary>
    public static byte[] PeerOf(nint connection)
    {
        var certificate = OpenSsl.SSL_get1_peer_certificate(connection);
        try
        {
            return Encode(certificate);
        }
        finally
        {
            OpenSslCertificate.X509_free(certificate);
        }
    }

    private static unsafe byte[] Encode(nint certificate)
    {
        if (certificate == 0)
        {
            return [];
        }

        var bytes = new byte[OpenSslCertificate.i2d_X509(certificate, null)];
        fixed (byte* start = bytes)
        {
            var place = start;
            _ = OpenSslCertificate.i2d_X509(certificate, &place);
        }

        return bytes;
    }
}
