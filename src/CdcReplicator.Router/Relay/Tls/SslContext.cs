using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>
/// What TLS connections share: certificate, key, authorities, rules. TLS 1.2 or later; no compression, no
/// renegotiation, no resumption of sessions. Connections keep it alive.
/// </summary>
internal sealed class SslContext : SafeHandle
{
    public SslContext()
        : base(0, ownsHandle: true) { }

    public override bool IsInvalid => handle == 0;

    /// <summary>For a server.</summary>
    /// <param name="certificate">PEM file: its own certificate, then those between it and the authority.</param>
    /// <param name="key">PEM file: its key, not encrypted.</param>
    /// <param name="clientAuthority">
    /// PEM file: authorities of which a client must have a certificate; null asks for none.
    /// </param>
    /// <exception cref="TlsException">A file cannot be used.</exception>
    public static unsafe SslContext ForServer(string certificate, string key, string? clientAuthority) =>
        Make(context =>
        {
            // Without it OpenSSL asks the terminal.
            OpenSslContext.SSL_CTX_set_default_passwd_cb(context, &SslCallbacks.NoPassword);
            // The key first: a key that does not fit the certificate would be called unreadable.
            Require(OpenSslContext.SSL_CTX_use_PrivateKey_file(context, key, OpenSslContext.Pem), Unusable("key", key));
            Require(
                OpenSslContext.SSL_CTX_use_certificate_chain_file(context, certificate),
                Unusable("certificate", certificate)
            );
            Require(
                OpenSslContext.SSL_CTX_check_private_key(context),
                $"the key in '{key}' is not that of the certificate in '{certificate}'"
            );
            OpenSslContext.SSL_CTX_set_alpn_select_cb(context, &SslCallbacks.ChooseProtocol, 0);
            if (clientAuthority is not null)
            {
                Trust(context, clientAuthority);
                OpenSslContext.SSL_CTX_set_client_CA_list(
                    context,
                    OpenSslContext.SSL_load_client_CA_file(clientAuthority)
                );
                OpenSslContext.SSL_CTX_set_verify(
                    context,
                    OpenSslContext.VerifyPeer | OpenSslContext.FailIfNoPeerCertificate,
                    0
                );
            }
        });

    /// <summary>For a client.</summary>
    /// <param name="isVerified">Whether the server must have a certificate of a trusted authority.</param>
    /// <param name="authority">PEM file: the trusted authorities; null for the system's.</param>
    /// <exception cref="TlsException">The file cannot be used.</exception>
    public static SslContext ForClient(bool isVerified, string? authority) =>
        Make(context =>
        {
            OpenSslContext.SSL_CTX_set_alpn_protos(context, SslCallbacks.Protocol, (uint)SslCallbacks.Protocol.Length);
            if (!isVerified)
            {
                return;
            }

            OpenSslContext.SSL_CTX_set_verify(context, OpenSslContext.VerifyPeer, 0);
            if (authority is null)
            {
                Require(
                    OpenSslContext.SSL_CTX_set_default_verify_paths(context),
                    "the system's authorities cannot be read"
                );
            }
            else
            {
                Trust(context, authority);
            }
        });

    protected override bool ReleaseHandle()
    {
        OpenSslContext.SSL_CTX_free(handle);
        return true;
    }

    private static SslContext Make(Action<SslContext> setUp)
    {
        OpenSslError.ERR_clear_error();
        var context = new SslContext();
        context.SetHandle(OpenSslContext.SSL_CTX_new(OpenSslContext.TLS_method()));
        try
        {
            OpenSslContext.SSL_CTX_set_options(
                context,
                OpenSslContext.NoTicket
                    | OpenSslContext.NoCompression
                    | OpenSslContext.NoRenegotiation
                    | OpenSslContext.ServerPreference
            );
            OpenSslContext.SSL_CTX_ctrl(context, OpenSslContext.SetMinimumProtocol, OpenSslContext.Tls12, 0);
            // What was not taken is sent again from another place, as the rest of what was held.
            OpenSslContext.SSL_CTX_ctrl(
                context,
                OpenSslContext.SetMode,
                OpenSslContext.PartialWrite | OpenSslContext.MovingWriteBuffer,
                0
            );
            OpenSslContext.SSL_CTX_ctrl(context, OpenSslContext.SetSessionCacheMode, 0, 0);
            OpenSslContext.SSL_CTX_set_num_tickets(context, 0);
            setUp(context);
            return context;
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    private static void Trust(SslContext context, string authority) =>
        Require(
            OpenSslContext.SSL_CTX_load_verify_locations(context, authority, null),
            Unusable("certificate of an authority", authority)
        );

    private static string Unusable(string what, string file) =>
        $"'{file}' cannot be read, or holds no {what} in PEM without a password";

    private static void Require(int result, string problem)
    {
        if (result != 1)
        {
            throw new TlsException($"{problem} ({TlsException.LastReason()})");
        }
    }
}
