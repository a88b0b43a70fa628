using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>The functions of OpenSSL 3 for certificates (<c>X509</c>), with OpenSSL's names.</summary>
internal static partial class OpenSslCertificate
{
    /// <summary>X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS.</summary>
    public const uint NoPartialWildcards = 4;

    private const string Crypto = "libcrypto.so.3";

    [LibraryImport(Crypto, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int X509_VERIFY_PARAM_set1_ip_asc(nint parameters, string address);

    [LibraryImport(Crypto)]
    public static partial void X509_free(nint certificate);

    [LibraryImport(Crypto)]
    public static unsafe partial int i2d_X509(nint certificate, byte** bytes);

    [LibraryImport(Crypto)]
    public static partial nint X509_verify_cert_error_string(nint code);
}
