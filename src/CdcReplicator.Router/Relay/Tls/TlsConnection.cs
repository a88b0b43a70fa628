using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>
/// TLS on a non-blocking socket. OpenSSL reads and writes the file itself and takes no more from it than the record
/// that it hands out, so epoll reports the next one. Used on the loop's thread only.
/// </summary>
internal sealed class TlsConnection : IDisposable
{
    /// <summary>The longest record; what is read into must have room for one, or the rest would stay unseen.</summary>
    public const int LongestRecord = 16 * 1024;

    private nint _connection;

    private TlsConnection(SslContext context, nint file)
    {
        OpenSslError.ERR_clear_error();
        _connection = OpenSsl.SSL_new(context);
        if (_connection == 0 || OpenSsl.SSL_set_fd(_connection, (int)file) != 1)
        {
            Dispose();
            throw new TlsException($"TLS could not begin: {TlsException.LastReason()}");
        }
    }

    /// <summary>Whether both sides agreed by ALPN that PostgreSQL's protocol is spoken.</summary>
    public bool IsPostgresAgreed
    {
        get
        {
            OpenSsl.SSL_get0_alpn_selected(_connection, out _, out var length);
            return length > 0;
        }
    }

    /// <summary>This side's certificate in DER; empty if it has none.</summary>
    public byte[] OwnCertificate => DerCertificate.OwnOf(_connection);

    /// <summary>The other side's certificate in DER; empty if it has none.</summary>
    public byte[] PeerCertificate => DerCertificate.PeerOf(_connection);

    /// <summary>The server's side.</summary>
    /// <exception cref="TlsException">It could not begin.</exception>
    public static TlsConnection Accept(SslContext context, nint file)
    {
        var connection = new TlsConnection(context, file);
        OpenSsl.SSL_set_accept_state(connection._connection);
        return connection;
    }

    /// <summary>The client's side.</summary>
    /// <param name="context">What the connections share.</param>
    /// <param name="file">The socket.</param>
    /// <param name="host">The server's name or address, as the client knows it.</param>
    /// <param name="isHostVerified">Whether the certificate must be for that.</param>
    /// <exception cref="TlsException">It could not begin.</exception>
    public static TlsConnection Connect(SslContext context, nint file, string host, bool isHostVerified)
    {
        var connection = new TlsConnection(context, file);
        if (!ServerName.TrySet(connection._connection, host, isHostVerified))
        {
            connection.Dispose();
            throw new TlsException($"'{host}' is no name that a certificate can be checked for.");
        }

        OpenSsl.SSL_set_connect_state(connection._connection);
        return connection;
    }

    /// <summary>Goes on with the handshake as far as it can.</summary>
    /// <exception cref="TlsException">It failed; the other side has been informed.</exception>
    public TlsProgress Shake()
    {
        OpenSslError.ERR_clear_error();
        var result = OpenSsl.SSL_do_handshake(_connection);
        return result == 1
            ? TlsProgress.Done
            : OpenSsl.SSL_get_error(_connection, result) switch
            {
                OpenSsl.WantRead => TlsProgress.WantsToRead,
                OpenSsl.WantWrite => TlsProgress.WantsToWrite,
                _ => throw new TlsException($"The TLS handshake failed: {FailureOf()}."),
            };
    }

    /// <summary>Reads one record; how many bytes, 0 if there are none now, -1 if there will be none any more.</summary>
    public int Receive(Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer.Length, LongestRecord);
        OpenSslError.ERR_clear_error();
        var count = OpenSsl.SSL_read(_connection, buffer, buffer.Length);
        // If the other side wants new keys and takes nothing of the answer, do not wait for it: the socket would be
        // reported as readable without end.
        return count > 0 ? count
            : OpenSsl.SSL_get_error(_connection, count) == OpenSsl.WantRead ? 0
            : -1;
    }

    /// <summary>
    /// Writes; how many bytes were taken, -1 if the connection is gone. What was not taken must be the next that is
    /// sent: a part of it may be on its way.
    /// </summary>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        var sent = 0;
        while (sent < bytes.Length)
        {
            OpenSslError.ERR_clear_error();
            var count = OpenSsl.SSL_write(_connection, bytes[sent..], bytes.Length - sent);
            if (count <= 0)
            {
                return OpenSsl.SSL_get_error(_connection, count) == OpenSsl.WantWrite ? sent : -1;
            }

            sent += count;
        }

        return sent;
    }

    /// <summary>Tells the other side that nothing more comes, if there is room.</summary>
    public void EndSending()
    {
        OpenSslError.ERR_clear_error();
        // It is not waited for: the socket's own end follows.
        _ = OpenSsl.SSL_shutdown(_connection);
    }

    public void Dispose()
    {
        OpenSsl.SSL_free(_connection);
        _connection = 0;
    }

    private string FailureOf()
    {
        var verified = OpenSsl.SSL_get_verify_result(_connection);
        var reason = TlsException.LastReason();
        return verified == 0
            ? reason
            : $"{reason} ({Marshal.PtrToStringUTF8(OpenSslCertificate.X509_verify_cert_error_string(verified))})";
    }
}
