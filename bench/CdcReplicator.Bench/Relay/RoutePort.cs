using System.Net;
using System.Net.Sockets;
using CdcReplicator.Cli;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Bench;

/// <summary>The port of <c>route</c>, which opens some time after its process has started.</summary>
internal static class RoutePort
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when it accepts connections.</summary>
    /// <exception cref="LocalServerException">The process ended, or it takes too long.</exception>
    public static async Task WaitUntilOpenAsync(
        int port,
        ReplicatorProcess route,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var deadline = time.GetUtcNow() + Patience;
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException) when (!route.HasExited && time.GetUtcNow() < deadline)
            {
                await Task.Delay(Poll, time, cancellationToken);
            }
            catch (SocketException error)
            {
                throw new LocalServerException($"route did not start: {route.LastOutput()}", "Read it.", error);
            }
        }
    }
}
