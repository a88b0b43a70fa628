using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>The functions of OpenSSL 3 for a thread's queue of errors (<c>ERR</c>), with OpenSSL's names.</summary>
internal static partial class OpenSslError
{
    private const string Crypto = "libcrypto.so.3";

    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();

    [LibraryImport(Crypto)]
    public static partial nuint ERR_get_error();

    [LibraryImport(Crypto)]
    public static partial nint ERR_reason_error_string(nuint code);
}
