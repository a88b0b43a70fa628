using System.Buffers.Binary;
using System.Text;

namespace CdcReplicator.Router;

/// <summary>
/// SCRAM with channel binding (SCRAM-SHA-256-PLUS) over two connections: it binds the login to the certificate that the
/// client sees, which must be the one that the node shows. Relay/DESIGN.md has the table. Pure.
/// </summary>
/// <param name="IsClientEncrypted">Whether the client speaks TLS to the relay.</param>
/// <param name="IsNodeEncrypted">Whether the relay speaks TLS to the node.</param>
/// <param name="IsSameCertificate">Whether relay and node show the same certificate.</param>
internal readonly record struct SaslLegs(bool IsClientEncrypted, bool IsNodeEncrypted, bool IsSameCertificate)
{
    private const string Plus = "SCRAM-SHA-256-PLUS";
    private const int ListPlace = 9;
    private const int NamePlace = 5;
    private const byte SupportsBinding = (byte)'y';

    /// <summary>Of two connections.</summary>
    public static SaslLegs Of(TlsConnection? client, TlsConnection? node) =>
        new(
            client is not null,
            node is not null,
            client is not null && node is not null && client.OwnCertificate.AsSpan().SequenceEqual(node.PeerCertificate)
        );

    /// <summary>
    /// The node's list of mechanisms as the client gets it. Without TLS libpq takes PLUS in it for an attack, and gives
    /// up. With TLS it stays, though the relay's certificate is another: without it clients believe that the node
    /// cannot bind and say so, which the node takes for an attack.
    /// </summary>
    /// <param name="message">AuthenticationSASL with its header.</param>
    public byte[] Offer(byte[] message)
    {
        if (IsClientEncrypted || !IsNodeEncrypted)
        {
            return message;
        }

        var names = Encoding.ASCII.GetString(message.AsSpan(ListPlace)).TrimEnd('\0').Split('\0');
        var list = Encoding.ASCII.GetBytes(
            string.Concat(names.Where(name => name != Plus).Select(name => name + '\0')) + '\0'
        );
        byte[] offer = [.. message.AsSpan(0, ListPlace), .. list];
        BinaryPrimitives.WriteInt32BigEndian(offer.AsSpan(1), offer.Length - 1);
        return offer;
    }

    /// <summary>Why the client's choice cannot work, and what to do; null if it can.</summary>
    /// <param name="message">SASLInitialResponse with its header.</param>
    public (string Problem, string Remedy)? Refusal(ReadOnlySpan<byte> message)
    {
        if (!IsNodeEncrypted || IsSameCertificate)
        {
            return null;
        }

        var body = message[NamePlace..];
        var end = body.IndexOf((byte)0);
        if (end < 0)
        {
            // The node will say that this is no answer.
            return null;
        }

        var isPlus = Encoding.ASCII.GetString(body[..end]) == Plus;
        var response = body[(end + 1)..];
        var isSupporting = response.Length > sizeof(int) && response[sizeof(int)] == SupportsBinding;
        return (isPlus || isSupporting, IsClientEncrypted) switch
        {
            (false, _) => null,
            (true, true) => (
                "The client binds its login to the relay's certificate, and the node has another.",
                "Connect with channel_binding=disable (Npgsql, JDBC: Channel Binding=Disable, channelBinding=disable), "
                    + "or give relay and nodes the same certificate."
            ),
            (true, false) => (
                "The client could bind its login to a certificate and sees none, and the relay speaks TLS to the node.",
                "Connect to the relay with TLS and channel_binding=disable (Npgsql: SSL Mode=Require;Channel "
                    + "Binding=Disable)."
            ),
        };
    }
}
