using System.Runtime.InteropServices;

namespace CdcReplicator.Bench;

/// <summary>A pause below a millisecond, which .NET's timers cannot make.</summary>
internal static partial class ShortPause
{
    /// <summary>How long it is, about: the system adds some 50 microseconds.</summary>
    public const uint Microseconds = 200;

    public static void Make() => _ = Sleep(Microseconds);

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(uint microseconds);
}
