using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>
/// recv(2) and send(2) as they are: a round trip of a small query takes two of each, and <c>Socket</c> adds about a
/// twentieth to what the relay spends on it.
/// </summary>
internal static partial class NativeSockets
{
    private const int Peeking = 0x2;
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int Again = 11;
    private const int Interrupted = 4;

    /// <summary>Reads; negative if it failed, 0 at the end.</summary>
    public static nint Receive(nint socket, Span<byte> buffer) => Receive(socket, buffer, buffer.Length, DontWait);

    /// <summary>The same, and what is read stays there.</summary>
    public static nint Peek(nint socket, Span<byte> buffer) =>
        Receive(socket, buffer, buffer.Length, DontWait | Peeking);

    /// <summary>Writes; negative if it failed.</summary>
    public static nint Send(nint socket, ReadOnlySpan<byte> bytes) =>
        Send(socket, bytes, bytes.Length, DontWait | NoSignal);

    /// <summary>Whether the last failure is only that nothing can be read or written now.</summary>
    public static bool IsForNow() => Marshal.GetLastPInvokeError() is Again or Interrupted;

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(nint socket, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(nint socket, ReadOnlySpan<byte> bytes, nint length, int flags);
}
