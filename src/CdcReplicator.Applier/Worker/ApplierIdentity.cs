using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace CdcReplicator.Applier;

/// <summary>Names one run of an applier, and tells whether the process of another one is gone.</summary>
internal static class ApplierIdentity
{
    /// <summary>A name that nobody else has: machine, process, and a part of its own.</summary>
    public static string New() => $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>
    /// Whether an applier ran on this machine in a process that is no more. False if that cannot be told: then only its
    /// silence shows it.
    /// </summary>
    public static bool IsGone(string applierId)
    {
        ArgumentNullException.ThrowIfNull(applierId);
        return applierId.Split(':') is [var machine, var number, _]
            && machine == Environment.MachineName
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && process != Environment.ProcessId
            && !IsRunning(process);
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It is there, and belongs to somebody else.
            return true;
        }
    }
}
