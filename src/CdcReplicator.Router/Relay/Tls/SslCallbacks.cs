using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>What OpenSSL asks while it sets up a connection.</summary>
internal static class SslCallbacks
{
    private const int AlpnOk = 0;
    private const int AlpnFatal = 2;

    /// <summary>PostgreSQL's name in ALPN, with its length before it.</summary>
    public static ReadOnlySpan<byte> Protocol => "\npostgresql"u8;

    /// <summary>The password of a key: none.</summary>
    [UnmanagedCallersOnly]
    public static int NoPassword(nint buffer, int length, int isWritten, nint data) => 0;

    /// <summary>
    /// Chooses PostgreSQL's name from the client's list. A list without it belongs to another protocol.
    /// </summary>
    [UnmanagedCallersOnly]
    public static unsafe int ChooseProtocol(
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
