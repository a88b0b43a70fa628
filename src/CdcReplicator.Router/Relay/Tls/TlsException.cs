using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>TLS cannot be set up, or failed.</summary>
internal sealed class TlsException(string problem) : IOException(problem)
{
    /// <summary>What OpenSSL says of this thread's last failure, for people.</summary>
    public static string LastReason()
    {
        var reason = Marshal.PtrToStringUTF8(OpenSslError.ERR_reason_error_string(OpenSslError.ERR_get_error()));
        OpenSslError.ERR_clear_error();
        return reason ?? "the connection was closed";
    }
}
