using System.Net;
using System.Net.Sockets;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

/// <summary>
/// A loop is shared by thousands of connections: whatever one of them does, it is let go of, and the others go on.
/// </summary>
public sealed class RelayLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private enum Fault
    {
        InReady,
        InTick,
        InPost,
    }

    [Fact]
    public async Task Run_UserWhoseCleanUpThrowsToo_IsClosedAndCountedOutAndOthersGoOn()
    {
        foreach (var fault in Enum.GetValues<Fault>())
        {
            using var loop = new RelayLoop(0, TimeProvider.System, NullLogger.Instance);
            using var broken = await PairAsync();
            using var sound = await PairAsync();
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var user = new BrokenUser(fault);
            var echo = new EchoUser(loop);
            loop.Post(
                user,
                () =>
                {
                    _ = new LoopSocket(loop, broken.Inner, user, EpollEvents.Readable) { Closed = closed.SetResult };
                    loop.Enter(user);
                    user.Fail(Fault.InPost);
                }
            );
            loop.Post(echo, () => _ = new LoopSocket(loop, sound.Inner, echo, EpollEvents.Readable));
            await broken.Outer.SendAsync(new byte[1]);

            await closed.Task.WaitAsync(Patience);
            await sound.Outer.SendAsync(new byte[1]);
            Assert.Equal(1, await sound.Outer.ReceiveAsync(new byte[1]).WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task Post_ClientWhoseStartFails_ClosesItOnceAndNothingElse()
    {
        using var loop = new RelayLoop(0, TimeProvider.System, NullLogger.Instance);
        using var pair = await PairAsync();
        var closed = 0;
        var accepted = new AcceptedClient(pair.Inner, () => closed++);

        loop.Post(accepted, () => throw new IOException("No room for another socket."));
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(accepted, done.SetResult);
        await done.Task.WaitAsync(Patience);
        accepted.Dispose();

        Assert.Equal(1, closed);
        Assert.Equal(0, await pair.Outer.ReceiveAsync(new byte[1]).WaitAsync(Patience));
    }

    [Fact]
    public void Post_LoopHasEnded_DisposesTheOwner()
    {
        var loop = new RelayLoop(0, TimeProvider.System, NullLogger.Instance);
        loop.Dispose();
        var closed = 0;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        loop.Post(new AcceptedClient(socket, () => closed++), () => closed = -1);

        Assert.Equal(1, closed);
    }

    private static async Task<Pair> PairAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var outer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await outer.ConnectAsync(listener.LocalEndPoint!);
        var inner = await listener.AcceptAsync();
        inner.Blocking = false;
        return new Pair(inner, outer);
    }

    private sealed record Pair(Socket Inner, Socket Outer) : IDisposable
    {
        public void Dispose()
        {
            Inner.Dispose();
            Outer.Dispose();
        }
    }

    private sealed class BrokenUser(Fault fault) : ILoopUser
    {
        public void Fail(Fault here)
        {
            if (here == fault)
            {
                throw new IOException("It fails.");
            }
        }

        public void OnReady(LoopSocket socket, EpollEvents events) => Fail(Fault.InReady);

        public void OnTick(long now) => Fail(Fault.InTick);

        public void Dispose() => throw new InvalidOperationException("So does its clean-up.");
    }

    private sealed class EchoUser(RelayLoop loop) : ILoopUser
    {
        public void OnReady(LoopSocket socket, EpollEvents events)
        {
            var count = socket.Receive(loop.Buffer);
            socket.Send(loop.Buffer.AsSpan(0, Math.Max(0, count)));
        }

        public void OnTick(long now) { }

        public void Dispose() { }
    }
}
