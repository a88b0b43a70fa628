using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CdcReplicator.EndToEndTests;

/// <summary>A client that does what no driver does.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    public Task SendAsync(params byte[] bytes) => _socket.SendAsync(bytes);

    /// <summary>The packet that begins a session.</summary>
    public Task SendSessionAsync(params string[] parameters)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(parameters.Select(text => text + "\0")) + "\0");
        var packet = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(packet, packet.Length);
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), 0x0003_0000);
        body.CopyTo(packet, 8);
        return SendAsync(packet);
    }

    /// <summary>At most so many bytes, as they come.</summary>
    public async Task<byte[]> ReceiveAsync(int most = 4096)
    {
        var bytes = new byte[most];
        return bytes[..await _socket.ReceiveAsync(bytes)];
    }

    /// <summary>Everything until the other side closes, as text.</summary>
    public async Task<string> ReceiveAllAsync()
    {
        using var all = new MemoryStream();
        while (await ReceiveAsync() is { Length: > 0 } bytes)
        {
            all.Write(bytes);
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
