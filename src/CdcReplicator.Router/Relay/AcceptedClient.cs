using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>A client's socket, and whom to tell when it is closed.</summary>
internal readonly record struct AcceptedClient(Socket Socket, Action Closed);
