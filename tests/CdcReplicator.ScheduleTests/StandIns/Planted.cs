using CdcReplicator.ScheduleTests;

namespace CdcReplicator;

/// <summary>Which fault of an earlier version a run has planted (planted.sed).</summary>
public static class Planted
{
    public static bool Is(string fault) => Schedule.Current?.Planted == fault;
}
