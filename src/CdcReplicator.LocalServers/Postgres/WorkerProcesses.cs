using System.Diagnostics;
using System.Globalization;

namespace CdcReplicator.LocalServers;

/// <summary>The processes that a server has started, one for each of its connections and tasks (Linux).</summary>
internal static class WorkerProcesses
{
    /// <summary>Ids of the workers of a server's process; empty where the system does not tell.</summary>
    public static int[] Of(int id)
    {
        var list = $"/proc/{id}/task/{id}/children";
        return File.Exists(list)
            ?
            [
                .. File.ReadAllText(list)
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(worker => int.Parse(worker, CultureInfo.InvariantCulture)),
            ]
            : [];
    }

    /// <summary>Kills a worker; whether it is gone.</summary>
    public static bool TryEnd(int id)
    {
        try
        {
            using var worker = Process.GetProcessById(id);
            worker.Kill();
            return worker.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }
}
