using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>
/// The functions of OpenSSL 3 for a connection (<c>SSL</c>); .NET's own TLS on Linux stands on the same library. Their
/// names and results are OpenSSL's.
/// </summary>
internal static partial class OpenSsl
{
    public const int WantRead = 2;
    public const int WantWrite = 3;

    public const int SetServerName = 55;

    private const string Ssl = "libssl.so.3";

    [LibraryImport(Ssl)]
    public static partial nint SSL_new(SslContext context);

    [LibraryImport(Ssl)]
    public static partial void SSL_free(nint connection);

    [LibraryImport(Ssl)]
    public static partial int SSL_set_fd(nint connection, int file);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_accept_state(nint connection);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_connect_state(nint connection);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint SSL_ctrl(nint connection, int command, nint number, string text);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_hostflags(nint connection, uint flags);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_set1_host(nint connection, string name);

    [LibraryImport(Ssl)]
    public static partial nint SSL_get0_param(nint connection);

    [LibraryImport(Ssl)]
    public static partial int SSL_do_handshake(nint connection);

    [LibraryImport(Ssl)]
    public static partial int SSL_read(nint connection, Span<byte> buffer, int length);

    [LibraryImport(Ssl)]
    public static partial int SSL_write(nint connection, ReadOnlySpan<byte> bytes, int length);

    [LibraryImport(Ssl)]
    public static partial int SSL_shutdown(nint connection);

    [LibraryImport(Ssl)]
    public static partial int SSL_get_error(nint connection, int result);

    [LibraryImport(Ssl)]
    public static partial nint SSL_get_verify_result(nint connection);

    [LibraryImport(Ssl)]
    public static partial void SSL_get0_alpn_selected(nint connection, out nint name, out uint length);

    /// <summary>Our own certificate; stays the connection's.</summary>
    [LibraryImport(Ssl)]
    public static partial nint SSL_get_certificate(nint connection);

    /// <summary>The other side's certificate; the caller frees it.</summary>
    [LibraryImport(Ssl)]
    public static partial nint SSL_get1_peer_certificate(nint connection);
}
