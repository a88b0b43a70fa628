using System.Diagnostics;
using System.Globalization;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>A file system of its own, in memory, so small that a test can fill it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const ulong MayMount = 1UL << 21;

    private readonly TempFolder _folder = new();

    private SmallDisk() { }

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder.Path;

    private string Filler => At("filler");

    /// <summary>
    /// Why there can be none, or null. A right that a process lacks is no server that could be installed: where it is
    /// missing, tests are skipped also if servers are required.
    /// </summary>
    public static string? SkipReason() =>
        !OperatingSystem.IsLinux() ? "A small disk is mounted with Linux's tmpfs."
        : InstalledProgram.Find("mount") is null ? "The program 'mount' is not installed."
        : (EffectiveCapabilities() & MayMount) == 0
            ? "This process may not mount file systems (CAP_SYS_ADMIN is missing), so no disk can be filled."
        : null;

    /// <summary>Mounts one.</summary>
    /// <param name="bytes">Its size.</param>
    public static SmallDisk Mount(long bytes)
    {
        var disk = new SmallDisk();
        var size = bytes.ToString(CultureInfo.InvariantCulture);
        Run("mount", "-t", "tmpfs", "-o", $"size={size}", "none", disk.Path);
        return disk;
    }

    /// <summary>The path of a file or folder on it.</summary>
    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Takes all the room that is left, to the last byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var step = 1 << 20; step > 0; )
        {
            try
            {
                file.Write(new byte[step]);
            }
            catch (IOException)
            {
                step /= 2;
            }
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void MakeRoom() => File.Delete(Filler);

    /// <summary>Unmounts it, now or when the last of its files is closed.</summary>
    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        _folder.Dispose();
    }

    private static ulong EffectiveCapabilities()
    {
        const string Name = "CapEff:";
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith(Name, StringComparison.Ordinal));
        return ulong.Parse(line[Name.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {error}");
        }
    }
}
