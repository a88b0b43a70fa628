using System.Net.Sockets;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class NodeDialTests : IDisposable
{
    private const int Port = 5432;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dial");
    private readonly RelayLoop _loop = new(0, TimeProvider.System, NullLogger.Instance);

    [Fact]
    public async Task Dial_UnixSocketWhoseQueueIsFull_WaitsForItsTurn()
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, $".s.PGSQL.{Port}")));
        server.Listen(1);
        var ahead = FillQueue(server);
        var node = new KnownNode("a", TimeProvider.System);
        using var lease = new NodeLease(node, TimeProvider.System);

        var dialling = NodeDial.DialAsync(
            Relay(),
            _loop,
            new RoutedNode("a", NodeKinds.Postgres, $"{_folder.FullName}:{Port}/shop", 0, lease),
            [1, 2, 3],
            CancellationToken.None
        );
        foreach (var _ in ahead)
        {
            using var accepted = await server.AcceptAsync().WaitAsync(Patience);
        }

        using var dialled = await server.AcceptAsync().WaitAsync(Patience);
        await dialled.SendAsync(new byte[] { (byte)'R', 0, 0, 0, 8, 0, 0, 0, 0 });

        using var link = await dialling.WaitAsync(Patience);
        Assert.Equal((byte)'R', link.Answer.Span[0]);
        ahead.ForEach(socket => socket.Dispose());
    }

    public void Dispose()
    {
        _loop.Dispose();
        _folder.Delete(recursive: true);
    }

    private static RelayContext Relay() =>
        new(
            null!,
            LogId.New(),
            new RelayOptions { ConnectTimeout = Patience },
            ReadLevel.Any,
            TimeProvider.System,
            NullLogger.Instance
        );

    private static List<Socket> FillQueue(Socket server)
    {
        var ahead = new List<Socket>();
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            {
                Blocking = false,
            };
            try
            {
                socket.Connect(server.LocalEndPoint!);
                ahead.Add(socket);
            }
            catch (SocketException error) when (NodeAddresses.IsBusy(error))
            {
                socket.Dispose();
                return ahead;
            }
        }
    }
}
