using System.Diagnostics;
using CdcReplicator.Model;

namespace CdcReplicator.CrashHost;

/// <summary>Kills this process with SIGKILL when it passes a point for the n-th time, saying so first.</summary>
public sealed class KillSwitch(KillPoint point, int pass)
{
    /// <summary>What the last line of a process that killed itself begins with.</summary>
    public const string LastWords = "killed at ";

    private int _passes;

    /// <summary>Whether this process is to die at that point.</summary>
    public bool IsFor(KillPoint candidate) => point == candidate;

    /// <summary>Dies, or goes on.</summary>
    public void Pass(KillPoint at)
    {
        if (at == point && Interlocked.Increment(ref _passes) == pass)
        {
            Console.WriteLine(LastWords + at);
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    /// <summary>Rows between which the process can die.</summary>
    internal IEnumerable<RowChange> Between(IEnumerable<RowChange> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Passing(rows);
    }

    private IEnumerable<RowChange> Passing(IEnumerable<RowChange> rows)
    {
        var isFirst = true;
        foreach (var row in rows)
        {
            if (!isFirst)
            {
                Pass(KillPoint.MidRows);
            }

            isFirst = false;
            yield return row;
        }
    }
}
