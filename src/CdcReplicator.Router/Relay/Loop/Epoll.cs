using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CdcReplicator.Router;

/// <summary>
/// Linux's epoll: which of many sockets can be read or written now. .NET's own asynchronous sockets wait on it too, but
/// each completion takes a hand-over between threads or an allocation; docs/performance.md has the figures.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1;
    private const int Remove = 2;
    private const int Modify = 3;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int Interrupted = 4;

    // The kernel packs the structure on x86 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + sizeof(long);

    private readonly SafeFileHandle _epoll = Opened(Create(CloseOnExec));
    private readonly SafeFileHandle _bell = Opened(CreateEvent(0, CloseOnExec | NonBlocking));
    private readonly byte[] _events = new byte[MaxEvents * EventSize];

    /// <param name="bell">What <see cref="Wait(TimeSpan)"/> calls the ringing of the bell.</param>
    public Epoll(long bell) => Watch(_bell, EpollEvents.Readable, bell);

    /// <summary>How many events one <see cref="Wait(TimeSpan)"/> brings at most.</summary>
    public const int MaxEvents = 256;

    /// <summary>Begins to watch a file; <paramref name="data"/> comes back with its events.</summary>
    public void Watch(SafeHandle file, EpollEvents events, long data) => Control(Add, file, events, data);

    /// <summary>Watches for other events.</summary>
    public void Change(SafeHandle file, EpollEvents events, long data) => Control(Modify, file, events, data);

    /// <summary>Watches no longer.</summary>
    public void Forget(SafeHandle file) => Control(Remove, file, default, 0);

    /// <summary>Waits for events; how many there are, 0 after the time is up.</summary>
    public int Wait(TimeSpan atMost)
    {
        var count = Wait(_epoll, _events, MaxEvents, (int)atMost.TotalMilliseconds);
        return count >= 0 ? count
            : Marshal.GetLastPInvokeError() == Interrupted ? 0
            : throw new Win32Exception();
    }

    /// <summary>One of the events that <see cref="Wait(TimeSpan)"/> found.</summary>
    public (EpollEvents Events, long Data) this[int index]
    {
        get
        {
            var place = _events.AsSpan(index * EventSize, EventSize);
            return ((EpollEvents)MemoryMarshal.Read<uint>(place), MemoryMarshal.Read<long>(place[DataOffset..]));
        }
    }

    /// <summary>Makes <see cref="Wait(TimeSpan)"/> return; from any thread.</summary>
    public void Ring() => Write(_bell, 1, sizeof(long));

    /// <summary>Makes the bell silent again.</summary>
    public void Hush() => Read(_bell, out _, sizeof(long));

    public void Dispose()
    {
        _bell.Dispose();
        _epoll.Dispose();
    }

    private void Control(int operation, SafeHandle file, EpollEvents events, long data)
    {
        Span<byte> record = stackalloc byte[EventSize];
        MemoryMarshal.Write(record, (uint)events);
        MemoryMarshal.Write(record[DataOffset..], data);
        if (Control(_epoll, operation, file, record) != 0)
        {
            throw new Win32Exception();
        }
    }

    private static SafeFileHandle Opened(nint file) =>
        file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw new Win32Exception();

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial nint Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle epoll, int operation, SafeHandle file, Span<byte> record);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(SafeFileHandle epoll, Span<byte> events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial nint CreateEvent(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle file, in long value, nint length);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafeFileHandle file, out long value, nint length);
}
