using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CdcReplicator.Testing;

/// <summary>Stops processes and lets them go on.</summary>
internal static partial class ProcessSignal
{
    private const int ContinueSignal = 18;
    private const int StopSignal = 19;
    private const int TerminateSignal = 15;
    private const int NoSuchProcess = 3;

    public static void Stop(int process) => Send(process, StopSignal);

    public static void Terminate(int process) => Send(process, TerminateSignal);

    public static void Continue(int process) => Send(process, ContinueSignal);

    /// <summary>The parent first: it can start no child then that would be missed.</summary>
    public static void StopTree(int process)
    {
        Stop(process);
        ForEachChild(process, StopSignal);
    }

    public static void ContinueTree(int process)
    {
        ForEachChild(process, ContinueSignal);
        Continue(process);
    }

    private static void ForEachChild(int process, int signal)
    {
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children");
        foreach (var child in children.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // One that has ended meanwhile needs no signal.
            Send(int.Parse(child, CultureInfo.InvariantCulture), signal, mayBeGone: true);
        }
    }

    private static void Send(int process, int signal, bool mayBeGone = false)
    {
        if (Kill(process, signal) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (!mayBeGone || error != NoSuchProcess)
            {
                throw new Win32Exception(error, $"Signal {signal} did not reach process {process}.");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
