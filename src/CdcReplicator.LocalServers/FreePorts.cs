using System.Net;
using System.Net.Sockets;

namespace CdcReplicator.LocalServers;

/// <summary>Ports nobody listens on, as the system gives them.</summary>
internal static class FreePorts
{
    /// <summary>
    /// Takes this many different ports of the loopback interface; another process may still win the race for one.
    /// </summary>
    public static int[] Take(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
