using System.Net;
using System.Net.Sockets;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>D18: of a client's end the relay's side of its connection hears nothing, and stays.</summary>
internal sealed class EndsNotPassedOn : PlantedBug
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _kept = [];
    private EndPoint? _relay;
    private Task _accepting = Task.CompletedTask;

    public override EndPoint Entry(EndPoint relay)
    {
        _relay = relay;
        _listener.Start();
        _accepting = AcceptAsync();
        return _listener.LocalEndpoint;
    }

    public override async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        _kept.ForEach(socket => socket.Dispose());
        await base.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var relay = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _kept.Add(relay);
                await relay.ConnectAsync(_relay!);
                _ = PassOnAsync(client, relay);
                _ = PassOnAsync(relay, client);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The day is over.
        }
    }

    private static async Task PassOnAsync(Socket from, Socket to)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                for (var sent = 0; sent < read; )
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One side is gone; that is all that happens.
        }
    }
}
