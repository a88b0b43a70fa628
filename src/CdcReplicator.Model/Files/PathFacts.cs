using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace CdcReplicator.Model;

/// <summary>Whose a path is, and who may write to it; of a link, the link's own.</summary>
/// <param name="Path">The path.</param>
/// <param name="Owner">The owner's number.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="IsLink">Whether it is a symbolic link.</param>
internal readonly partial record struct PathFacts(string Path, uint Owner, UnixFileMode Mode, bool IsLink)
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int StatxBytes = 256;
    private const int OwnerAt = 20;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int LinkType = 0xA000;
    private const int ModeMask = 0xFFF;

    /// <summary>Whether everybody may make files there, and remove those of others.</summary>
    public bool IsOpenToAll =>
        Mode.HasFlag(UnixFileMode.OtherWrite) && !Mode.HasFlag(UnixFileMode.StickyBit) && !IsLink;

    /// <summary>Whether everybody may make files there, but not touch those of others, as in <c>/tmp</c>.</summary>
    public bool IsShared => Mode.HasFlag(UnixFileMode.OtherWrite) && Mode.HasFlag(UnixFileMode.StickyBit) && !IsLink;

    /// <summary>The number of the account that the process runs as.</summary>
    [SupportedOSPlatform("linux")]
    public static uint Self => GetEffectiveUser();

    /// <summary>The facts; null if there is no such path.</summary>
    [SupportedOSPlatform("linux")]
    public static PathFacts? Of(string path)
    {
        Span<byte> facts = stackalloc byte[StatxBytes];
        if (Statx(CurrentFolder, path, DoNotFollow, TypeModeAndOwner, ref MemoryMarshal.GetReference(facts)) != 0)
        {
            return null;
        }

        var mode = MemoryMarshal.Read<ushort>(facts[ModeAt..]);
        return new PathFacts(
            path,
            MemoryMarshal.Read<uint>(facts[OwnerAt..]),
            (UnixFileMode)(mode & ModeMask),
            (mode & TypeMask) == LinkType
        );
    }

    // The layout of its result is the same on all processors; that of stat is not.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte result);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
