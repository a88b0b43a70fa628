using System.Globalization;
using System.Runtime.InteropServices;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Linux: the kernel's boot clock and boot id. Elsewhere: the system's tick count, and when it began, to ten minutes.
/// </summary>
internal sealed partial class SystemMachineClock : MachineClock
{
    private const int BootTimeClock = 7;
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";
    private const string OffsetsFile = "/proc/self/timens_offsets";

    private readonly string _boot;
    private readonly long _namespaceOffset;

    public SystemMachineClock()
    {
        if (OperatingSystem.IsLinux() && File.Exists(BootIdFile))
        {
            _boot = File.ReadAllText(BootIdFile).Trim();
            _namespaceOffset = ReadNamespaceOffset();
        }
        else
        {
            var began = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - SystemTicks();
            _boot = string.Create(CultureInfo.InvariantCulture, $"since {began / 600_000}");
        }
    }

    public override MachineTime Read()
    {
        if (OperatingSystem.IsLinux() && ReadClock(BootTimeClock, out var time) == 0)
        {
            return new MachineTime(_boot, (time.Seconds * 1000) + (time.Nanoseconds / 1_000_000) - _namespaceOffset);
        }

        return new MachineTime(_boot, SystemTicks());
    }

    private static long SystemTicks() => (long)TimeProvider.System.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>
    /// How far a container's boot clock (time namespace) is ahead of the machine's; without it, containers and machine
    /// read one clock.
    /// </summary>
    private static long ReadNamespaceOffset()
    {
        if (!File.Exists(OffsetsFile))
        {
            return 0;
        }

        foreach (var line in File.ReadLines(OffsetsFile))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts is ["boottime", var seconds, var nanoseconds])
            {
                return (long.Parse(seconds, CultureInfo.InvariantCulture) * 1000)
                    + (long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1_000_000);
            }
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadClock(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint SecondsValue;
        public nint NanosecondsValue;

        public readonly long Seconds => SecondsValue;

        public readonly long Nanoseconds => NanosecondsValue;
    }
}
