using CdcReplicator.ScheduleTests;
using Real = System.Threading.Interlocked;

namespace CdcReplicator;

/// <summary>The framework's, with a point before each at which another may go first.</summary>
public static class Interlocked
{
    public static int Increment(ref int location)
    {
        Schedule.Current?.Point();
        return Real.Increment(ref location);
    }

    public static long Increment(ref long location)
    {
        Schedule.Current?.Point();
        return Real.Increment(ref location);
    }

    public static uint Increment(ref uint location)
    {
        Schedule.Current?.Point();
        return Real.Increment(ref location);
    }

    public static int Decrement(ref int location)
    {
        Schedule.Current?.Point();
        return Real.Decrement(ref location);
    }

    public static long Decrement(ref long location)
    {
        Schedule.Current?.Point();
        return Real.Decrement(ref location);
    }

    public static int Add(ref int location, int value)
    {
        Schedule.Current?.Point();
        return Real.Add(ref location, value);
    }

    public static long Add(ref long location, long value)
    {
        Schedule.Current?.Point();
        return Real.Add(ref location, value);
    }

    public static long Read(ref long location)
    {
        Schedule.Current?.Point();
        return Real.Read(ref location);
    }

    public static T Exchange<T>(ref T location, T value)
    {
        Schedule.Current?.Point();
        return Real.Exchange(ref location, value);
    }

    public static T CompareExchange<T>(ref T location, T value, T comparand)
    {
        Schedule.Current?.Point();
        return Real.CompareExchange(ref location, value, comparand);
    }

    public static void MemoryBarrier() => Schedule.Current?.Point();
}
