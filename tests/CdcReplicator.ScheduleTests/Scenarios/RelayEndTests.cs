using System.Net.Sockets;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>
/// A relay's session, over real sockets: its client, its node, its node's leaving and the relay's stopping end it in
/// any order, while either side may take nothing.
/// </summary>
public sealed class RelayEndTests
{
    private static readonly byte[] Ready = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];
    private static readonly byte[] Query = [(byte)'Q', 0, 0, 0, 6, (byte)';', 0];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public void End_InAnyOrder_EverythingIsReleased() => Explore.All(schedule => RunAsync(schedule, isLonely: false));

    [Fact]
    public void End_ClientGoneAndNodeTakesNothing_EverythingIsReleased() =>
        Explore.All(schedule => RunAsync(schedule, isLonely: true));

    [Fact]
    public void End_StuckSideIsWaitedForWithoutEnd_IsFound() =>
        Explore.Finds("stuck side", schedule => RunAsync(schedule, isLonely: true));

    [Fact]
    public void Post_LoopHasEnded_OwnerIsReleased() => Explore.All(PostAtTheEndAsync);

    [Fact]
    public void Post_TooLateStaysInTheQueue_IsFound() => Explore.Finds("posted too late", PostAtTheEndAsync);

    private static async Task RunAsync(Schedule schedule, bool isLonely)
    {
        using var folder = new TempFolder();
        var (client, clientSide) = Pair(folder.At("client"));
        var (node, nodeSide) = Pair(folder.At("node"));
        var known = new KnownNode("a", schedule.Time);
        var relay = new RelayContext(
            null!,
            new LogId(Guid.Empty),
            new RelayOptions { StallTimeout = TimeSpan.FromSeconds(20) },
            ReadLevel.Any,
            schedule.Time,
            NullLogger.Instance
        );
        var loop = new RelayLoop(1, schedule.Time, NullLogger.Instance);
        var closed = 0;
        Begin(relay, loop, known, clientSide, nodeSide, () => closed++);

        List<Task> ends = [Scheduled.Run(() => SendAsync(client)), Scheduled.Run(() => AnswerAsync(node))];
        if (!isLonely)
        {
            ends.Add(Scheduled.Run(known.Leave));
            ends.Add(Scheduled.Run(() => relay.StopAt = relay.In(Patience / 4)));
        }

        await Scheduled.WhenAll(ends);
        while (closed == 0 && schedule.Time.Elapsed < Patience)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), schedule.Time);
        }

        Assert.Equal(1, closed);
        Assert.Equal(0, loop.Load);
        Assert.Equal(0, known.Meter.InFlight);
        loop.Dispose();
        client.Dispose();
        node.Dispose();
    }

    private static async Task PostAtTheEndAsync(Schedule schedule)
    {
        var loop = new RelayLoop(1, schedule.Time, NullLogger.Instance);
        var owners = Enumerable.Range(0, 4).Select(_ => new Owner()).ToList();
        var posting = owners.Select(owner => Scheduled.Run(() => loop.Post(owner, owner.Run))).ToList();
        loop.Dispose();
        await Scheduled.WhenAll(posting);

        Assert.All(owners, owner => Assert.True(owner.IsDone));
    }

    private static void Begin(
        RelayContext relay,
        RelayLoop loop,
        KnownNode known,
        Socket client,
        Socket node,
        Action closed
    ) =>
        loop.Post(
            client,
            () =>
            {
                var user = new Nobody();
                var link = new NodeLink(
                    new RoutedNode("a", "postgres", "a", 0, new NodeLease(known, relay.Clock)),
                    new NodeAddress(node.LocalEndPoint!, Tls: null),
                    new LoopSocket(loop, node, user, EpollEvents.Readable),
                    Ready,
                    relay.LoginsOf("a").TakeAsync(CancellationToken.None).Result
                );
                var side = new LoopSocket(loop, client, user, EpollEvents.Readable) { Closed = closed };
                RelaySession.Begin(relay, loop, side, link, []);
            }
        );

    // More than the node's socket takes while nobody reads it.
    private static async Task SendAsync(Socket client)
    {
        for (var i = 0; i < 20; i++)
        {
            try
            {
                client.Send(i % 3 == 0 ? Query : new byte[50_000]);
            }
            catch (SocketException)
            {
                break;
            }

            await Task.Yield();
        }

        client.Dispose();
    }

    private static async Task AnswerAsync(Socket node)
    {
        var buffer = new byte[1000];
        for (var i = 0; i < 5; i++)
        {
            try
            {
                if (node.Available > 0)
                {
                    node.Receive(buffer);
                    node.Send(Ready);
                }
            }
            catch (SocketException)
            {
                return;
            }

            await Task.Yield();
        }
    }

    private static (Socket Outside, Socket Inside) Pair(string path)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var outside = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        outside.Connect(new UnixDomainSocketEndPoint(path));
        outside.Blocking = false;
        var inside = listener.Accept();
        inside.Blocking = false;
        return (outside, inside);
    }

    private sealed class Owner : IDisposable
    {
        public bool IsDone { get; private set; }

        public void Run() => IsDone = true;

        public void Dispose() => IsDone = true;
    }

    private sealed class Nobody : ILoopUser
    {
        public void OnReady(LoopSocket socket, EpollEvents events) { }

        public void OnTick(long now) { }

        public void Dispose() { }
    }
}
