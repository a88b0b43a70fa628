namespace CdcReplicator.Debezium;

/// <summary>
/// Nanoseconds since the Unix epoch, of which Debezium's <c>ts_ms</c>, <c>ts_us</c> and <c>ts_ns</c> are cut.
/// </summary>
internal static class UnixNanos
{
    public const long PerMicro = 1000;
    public const long PerMilli = 1_000_000;
    private const long PerTick = 100;

    /// <summary>An instant's nanoseconds.</summary>
    public static long Of(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks * PerTick;
}
