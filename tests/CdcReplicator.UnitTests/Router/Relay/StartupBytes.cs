using System.Buffers.Binary;
using System.Text;

namespace CdcReplicator.UnitTests.Router;

/// <summary>
/// Packets as clients send them, put together from the documentation's words and not by the code under test.
/// </summary>
internal static class StartupBytes
{
    public static readonly byte[] Ssl = [0, 0, 0, 8, 4, 210, 22, 47];
    public static readonly byte[] Gss = [0, 0, 0, 8, 4, 210, 22, 48];
    public static readonly byte[] Cancel = [0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 1, 2, 9, 8, 7, 6];

    /// <summary>
    /// A session of protocol 3.0 with these texts, each followed by a zero byte, and one more at the end.
    /// </summary>
    public static byte[] Session(params string[] texts) =>
        Packet(0x0003_0000, string.Concat(texts.Select(Text)) + "\0");

    public static byte[] Packet(int code, string body)
    {
        var packet = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), code);
        Encoding.Latin1.GetBytes(body, packet.AsSpan(8));
        return packet;
    }

    private static string Text(string text) => text + "\0";
}
