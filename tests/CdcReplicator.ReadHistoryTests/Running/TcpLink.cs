using System.Net;
using System.Net.Sockets;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>A way to a server on this machine that can be cut, kept cut, slowed, and healed.</summary>
internal sealed class TcpLink : IAsyncDisposable
{
    private const int BufferBytes = 16 << 10;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;
    private bool _isCut;
    private volatile int _delayMilliseconds;

    public TcpLink(int target)
    {
        _target = target;
        _listener.Start();
        // Not in the context of a test, which has few threads.
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends all connections with a reset, and every new one, until healed.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var socket in _open)
            {
                Reset(socket);
            }

            _open.Clear();
        }
    }

    /// <summary>Each piece of what either side says takes so long, until healed.</summary>
    public void Slow(TimeSpan delay) => _delayMilliseconds = (int)delay.TotalMilliseconds;

    public void Heal()
    {
        _delayMilliseconds = 0;
        lock (_gate)
        {
            _isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Cut();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The listener was stopped.
                return;
            }

            _ = RelayAsync(client);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!Take(client, server))
            {
                return;
            }

            (client.NoDelay, server.NoDelay) = (true, true);
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The server is down, or the link was cut: either way both sides end.
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(client);
                _open.Remove(server);
            }

            Reset(client);
            Reset(server);
        }
    }

    private bool Take(Socket client, Socket server)
    {
        lock (_gate)
        {
            return !_isCut && _open.Add(client) && _open.Add(server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (_delayMilliseconds is > 0 and var delay)
                {
                    await Task.Delay(delay);
                }

                for (var sent = 0; sent < count; )
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One side is gone: the other one ends with it.
        }
    }

    private static void Reset(Socket socket) => socket.Close(timeout: 0);
}
