using System.Net;

namespace CdcReplicator.Router;

/// <summary>The server as a client knows it: said to the server, and looked for in its certificate.</summary>
internal static class ServerName
{
    /// <summary>Gives a client's connection the server's name.</summary>
    /// <param name="connection">OpenSSL's connection.</param>
    /// <param name="host">The name or address.</param>
    /// <param name="isVerified">Whether the certificate must be for that.</param>
    /// <returns>False if no certificate can be for it.</returns>
    public static bool TrySet(nint connection, string host, bool isVerified)
    {
        var isAddress = IPAddress.TryParse(host, out _);
        if (!isAddress)
        {
            OpenSsl.SSL_ctrl(connection, OpenSsl.SetServerName, 0, host);
        }

        return !isVerified || TryVerify(connection, host, isAddress);
    }

    private static bool TryVerify(nint connection, string host, bool isAddress)
    {
        OpenSsl.SSL_set_hostflags(connection, OpenSslCertificate.NoPartialWildcards);
        return isAddress
            ? OpenSslCertificate.X509_VERIFY_PARAM_set1_ip_asc(OpenSsl.SSL_get0_param(connection), host) == 1
            : OpenSsl.SSL_set1_host(connection, host) == 1;
    }
}
