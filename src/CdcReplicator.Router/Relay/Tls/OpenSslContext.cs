using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>The functions of OpenSSL 3 for what connections share (<c>SSL_CTX</c>), with OpenSSL's names.</summary>
internal static partial class OpenSslContext
{
    public const int Pem = 1;
    public const int VerifyPeer = 1;
    public const int FailIfNoPeerCertificate = 2;

    public const ulong NoTicket = 1UL << 14;
    public const ulong NoCompression = 1UL << 17;
    public const ulong ServerPreference = 1UL << 22;
    public const ulong NoRenegotiation = 1UL << 30;

    public const nint PartialWrite = 1;
    public const nint MovingWriteBuffer = 2;

    public const int SetMode = 33;
    public const int SetSessionCacheMode = 44;
    public const int SetMinimumProtocol = 123;
    public const int Tls12 = 0x0303;

    private const string Ssl = "libssl.so.3";

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
}
