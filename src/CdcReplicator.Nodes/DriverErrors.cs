using System.Data.Common;
using System.Net.Sockets;

namespace CdcReplicator.Nodes;

/// <summary>
/// Which exceptions are a driver's word about a database or the way to it, and no defect of a caller.
/// </summary>
internal static class DriverErrors
{
    /// <summary>
    /// Whether an exception is one. Of a connection that was found lost before, Npgsql says by an exception without a
    /// code that it is not open.
    /// </summary>
    public static bool Is(Exception exception) =>
        exception
            is DbException
                or SocketException
                or IOException
                or InvalidOperationException { Source: nameof(Npgsql) };
}
