using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>
/// What TLS connections share: certificate, key, authorities, rules. TLS 1.2 or later; no compression, no
/// renegotiation, no resumption of sessions. Connections keep it alive.
/// </summary>
internal sealed class SslContext : SafeHandle
{
    private const int AlpnOk = 0;
    private const int AlpnFatal = 2;

    public SslContext()
        : base(0, ownsHandle: true) { }

    public override bool IsInvalid => handle == 0;

    /// <summary>PostgreSQL's name in ALPN, with its length before it.</summary>
    private static ReadOnlySpan<byte> Protocol => "\npostgresql"u8;

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
            OpenSsl.SSL_CTX_set_default_passwd_cb(context, &NoPassword);
            // The key first: a key that does not fit the certificate would be called unreadable.
            Require(OpenSsl.SSL_CTX_use_PrivateKey_file(context, key, OpenSsl.Pem), Unusable("key", key));
            Require(
                OpenSsl.SSL_CTX_use_certificate_chain_file(context, certificate),
                Unusable("certificate", certificate)
            );
            Require(
                OpenSsl.SSL_CTX_check_private_key(context),
                $"the key in '{key}' is not that of the certificate in '{certificate}'"
            );
            OpenSsl.SSL_CTX_set_alpn_select_cb(context, &ChooseProtocol, 0);
            if (clientAuthority is not null)
            {
                Trust(context, clientAuthority);
                OpenSsl.SSL_CTX_set_client_CA_list(context, OpenSsl.SSL_load_client_CA_file(clientAuthority));
                OpenSsl.SSL_CTX_set_verify(context, OpenSsl.VerifyPeer | OpenSsl.FailIfNoPeerCertificate, 0);
            }
        });

    /// <summary>For a client.</summary>
    /// <param name="isVerified">Whether the server must have a certificate of a trusted authority.</param>
    /// <param name="authority">PEM file: the trusted authorities; null for the system's.</param>
    /// <exception cref="TlsException">The file cannot be used.</exception>
    public static SslContext ForClient(bool isVerified, string? authority) =>
        Make(context =>
        {
            OpenSsl.SSL_CTX_set_alpn_protos(context, Protocol, (uint)Protocol.Length);
            if (!isVerified)
            {
                return;
            }

            OpenSsl.SSL_CTX_set_verify(context, OpenSsl.VerifyPeer, 0);
            if (authority is null)
            {
                Require(OpenSsl.SSL_CTX_set_default_verify_paths(context), "the system's authorities cannot be read");
            }
            else
            {
                Trust(context, authority);
            }
        });

    protected override bool ReleaseHandle()
    {
        OpenSsl.SSL_CTX_free(handle);
        return true;
    }

    private static SslContext Make(Action<SslContext> setUp)
    {
        OpenSsl.ERR_clear_error();
        var context = new SslContext();
        context.SetHandle(OpenSsl.SSL_CTX_new(OpenSsl.TLS_method()));
        try
        {
            OpenSsl.SSL_CTX_set_options(
                context,
                OpenSsl.NoTicket | OpenSsl.NoCompression | OpenSsl.NoRenegotiation | OpenSsl.ServerPreference
            );
            OpenSsl.SSL_CTX_ctrl(context, OpenSsl.SetMinimumProtocol, OpenSsl.Tls12, 0);
            // What was not taken is sent again from another place, as the rest of what was held.
            OpenSsl.SSL_CTX_ctrl(context, OpenSsl.SetMode, OpenSsl.PartialWrite | OpenSsl.MovingWriteBuffer, 0);
            OpenSsl.SSL_CTX_ctrl(context, OpenSsl.SetSessionCacheMode, 0, 0);
            OpenSsl.SSL_CTX_set_num_tickets(context, 0);
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
            OpenSsl.SSL_CTX_load_verify_locations(context, authority, null),
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

    [UnmanagedCallersOnly]
    private static int NoPassword(nint buffer, int length, int isWritten, nint data) => 0;

    // PostgreSQL's name is chosen from the client's list. A list without it belongs to another protocol.
    [UnmanagedCallersOnly]
    private static unsafe int ChooseProtocol(
        nint connection,
        byte** chosen,
        byte* chosenLength,
        byte* offered,
        uint offeredLength,
        nint argument
    )
    {
        var list = new ReadOnlySpan<byte>(offered, (int)offeredLength);
        for (var place = 0; place < list.Length; place += 1 + list[place])
        {
            if (list[place..].StartsWith(Protocol))
            {
                *chosen = offered + place + 1;
                *chosenLength = list[place];
                return AlpnOk;
            }
        }

        return AlpnFatal;
    }
}
