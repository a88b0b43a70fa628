using System.Globalization;

namespace CdcReplicator.Bench;

/// <summary>
/// Processor time of a process and everything below it, from Linux's <c>/proc/PID/stat</c>; proc(5). Children that
/// ended are in their parent's account once it has waited for them, as a PostgreSQL server does, so differences over
/// time lose nothing.
/// </summary>
internal static class ProcessTreeCpu
{
    /// <summary>USER_HZ, which is 100 on every architecture .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>
    /// Places of utime, stime, cutime and cstime after the command, which is the last field in parentheses.
    /// </summary>
    private const int FirstTimeField = 11;
    private const int TimeFields = 4;

    /// <summary>Seconds spent so far; 0 where there is no such process or no <c>/proc</c>.</summary>
    public static double SecondsOf(int processId)
    {
        try
        {
            return TicksOf(processId) / TicksPerSecond;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>The four processor times of a line of <c>/proc/PID/stat</c>, added up.</summary>
    public static long TicksIn(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[FirstTimeField..(FirstTimeField + TimeFields)].Sum(Parse);
    }

    private static long TicksOf(int processId)
    {
        var ticks = TicksIn(File.ReadAllText($"/proc/{processId}/stat"));
        foreach (var child in File.ReadAllText($"/proc/{processId}/task/{processId}/children").Split(' '))
        {
            if (child.Length > 0)
            {
                ticks += ChildTicks((int)Parse(child));
            }
        }

        return ticks;
    }

    private static long ChildTicks(int processId)
    {
        try
        {
            return TicksOf(processId);
        }
        catch (IOException)
        {
            // It has just ended; its parent has its time, or will have at the next look.
            return 0;
        }
    }

    private static long Parse(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
