using CdcReplicator.ScheduleTests;
using Real = System.Threading.Volatile;

namespace CdcReplicator;

/// <summary>The framework's, with a point before each at which another may go first.</summary>
public static class Volatile
{
    public static bool Read(ref readonly bool location)
    {
        Schedule.Current?.Point();
        return Real.Read(in location);
    }

    public static int Read(ref readonly int location)
    {
        Schedule.Current?.Point();
        return Real.Read(in location);
    }

    public static long Read(ref readonly long location)
    {
        Schedule.Current?.Point();
        return Real.Read(in location);
    }

    public static T Read<T>(ref readonly T location)
        where T : class?
    {
        Schedule.Current?.Point();
        return Real.Read(in location);
    }

    public static void Write(ref bool location, bool value)
    {
        Schedule.Current?.Point();
        Real.Write(ref location, value);
    }

    public static void Write(ref int location, int value)
    {
        Schedule.Current?.Point();
        Real.Write(ref location, value);
    }

    public static void Write(ref long location, long value)
    {
        Schedule.Current?.Point();
        Real.Write(ref location, value);
    }

    public static void Write<T>(ref T location, T value)
        where T : class?
    {
        Schedule.Current?.Point();
        Real.Write(ref location, value);
    }
}
