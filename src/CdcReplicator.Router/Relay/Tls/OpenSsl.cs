using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>
/// The functions of OpenSSL 3 that the relay calls; .NET's own TLS on Linux stands on the same library. Their names and
/// results are OpenSSL's.
/// </summary>
internal static partial class OpenSsl
{
    public const int Pem = 1;
    public const int VerifyPeer = 1;
    public const int FailIfNoPeerCertificate = 2;

    public const int WantRead = 2;
    public const int WantWrite = 3;

    public const ulong NoTicket = 1UL << 14;
    public const ulong NoCompression = 1UL << 17;
    public const ulong ServerPreference = 1UL << 22;
    public const ulong NoRenegotiation = 1UL << 30;

    public const nint PartialWrite = 1;
    public const nint MovingWriteBuffer = 2;

    public const int SetMode = 33;
    public const int SetSessionCacheMode = 44;
    public const int SetServerName = 55;
    public const int SetMinimumProtocol = 123;
    public const int Tls12 = 0x0303;

    /// <summary>X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS.</summary>
    public const uint NoPartialWildcards = 4;

    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    [LibraryImport(Ssl)]
    public static partial nint TLS_method();

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Ssl)]
    public static partial ulong SSL_CTX_set_options(SslContext context, ulong options);

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_ctrl(SslContext context, int command, nint number, nint pointer);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_set_num_tickets(SslContext context, nint count);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_use_certificate_chain_file(SslContext context, string file);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_use_PrivateKey_file(SslContext context, string file, int type);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_check_private_key(SslContext context);

    [LibraryImport(Ssl)]
    public static unsafe partial void SSL_CTX_set_default_passwd_cb(
        SslContext context,
        delegate* unmanaged<nint, int, int, nint, int> callback
    );

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_load_verify_locations(SslContext context, string file, string? folder);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_set_default_verify_paths(SslContext context);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_verify(SslContext context, int mode, nint callback);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint SSL_load_client_CA_file(string file);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_client_CA_list(SslContext context, nint list);

    [LibraryImport(Ssl)]
    public static unsafe partial void SSL_CTX_set_alpn_select_cb(
        SslContext context,
        delegate* unmanaged<nint, byte**, byte*, byte*, uint, nint, int> callback,
        nint argument
    );

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_set_alpn_protos(SslContext context, ReadOnlySpan<byte> protocols, uint length);

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

    [LibraryImport(Crypto, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int X509_VERIFY_PARAM_set1_ip_asc(nint parameters, string address);

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

    [LibraryImport(Crypto)]
    public static partial void X509_free(nint certificate);

    [LibraryImport(Crypto)]
    public static unsafe partial int i2d_X509(nint certificate, byte** bytes);

    [LibraryImport(Crypto)]
    public static partial nint X509_verify_cert_error_string(nint code);

    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();

    [LibraryImport(Crypto)]
    public static partial nuint ERR_get_error();

    [LibraryImport(Crypto)]
    public static partial nint ERR_reason_error_string(nuint code);
}
