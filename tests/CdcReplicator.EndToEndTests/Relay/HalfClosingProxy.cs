using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CdcReplicator.EndToEndTests;

/// <summary>Makes of any client one that ends its sending right after a certain text, and still reads.</summary>
internal sealed class HalfClosingProxy : IAsyncDisposable
{
    private const int BufferLength = 64 * 1024;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _running;

    /// <param name="port">Where to pass everything on to.</param>
    /// <param name="last">The text after which nothing more is sent.</param>
    public HalfClosingProxy(int port, string last)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _running = RunAsync(port, last);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(int port, string last)
    {
        using var client = await _listener.AcceptAsync();
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await server.ConnectAsync(IPAddress.Loopback, port);
        await Task.WhenAll(PassAsync(client, server, last), PassAsync(server, client, null));
    }

    private static async Task PassAsync(Socket from, Socket to, string? last)
    {
        var buffer = new byte[BufferLength];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            await to.SendAsync(buffer.AsMemory(0, count));
            if (last is not null && Encoding.UTF8.GetString(buffer, 0, count).Contains(last, StringComparison.Ordinal))
            {
                break;
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
