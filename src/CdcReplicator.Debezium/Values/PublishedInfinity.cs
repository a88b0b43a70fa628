using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>What connectors and drivers make of PostgreSQL's infinite dates and timestamps.</summary>
internal static class PublishedInfinity
{
    private const string InfinityText = "infinity";
    private const string NegativeInfinityText = "-infinity";

    /// <summary>
    /// What the connector makes of infinity, the last of all microseconds that come: so it is also the last timestamp.
    /// </summary>
    public const long LastMicros = 9_223_372_036_825_200_000;
    private const long NegativeInfinityMicros = -9_223_372_036_832_400_000;

    /// <summary>What the connector makes of the infinities in days: int32 overflow.</summary>
    private const long InfinityDays = -2_147_472_692;
    private const long NegativeInfinityDays = -2_147_472_691;

    /// <summary>The same in snapshot rows and in arrays, where the driver makes other days of them.</summary>
    private const long SnapshotInfinityDays = -622_191_234;
    private const long SnapshotNegativeInfinityDays = -625_821_272;

    /// <summary>
    /// The years that the driver makes of the infinities, as text: of dates in snapshot rows and arrays, and of
    /// timestamptz in arrays, where the first year has lost its sign. PostgreSQL's own years end far before.
    /// </summary>
    private const string DriversInfinity = "+292278994-";
    private const string DriversNegativeInfinity = "+292269055-";

    /// <summary>Reads the text of an infinity.</summary>
    public static bool TryRead(string text, out long infinity)
    {
        var isPositive = text == InfinityText || text.StartsWith(DriversInfinity, StringComparison.Ordinal);
        infinity = isPositive ? DataValue.PositiveInfinity : DataValue.NegativeInfinity;
        return isPositive
            || text == NegativeInfinityText
            || text.StartsWith(DriversNegativeInfinity, StringComparison.Ordinal);
    }

    /// <summary>Days, of which those that stand for infinities are the infinities.</summary>
    public static long OfDays(long days) =>
        days switch
        {
            InfinityDays or SnapshotInfinityDays => DataValue.PositiveInfinity,
            NegativeInfinityDays or SnapshotNegativeInfinityDays => DataValue.NegativeInfinity,
            _ => days,
        };

    /// <summary>Microseconds, of which those that stand for infinities are the infinities.</summary>
    public static long OfMicros(long micros) =>
        micros switch
        {
            LastMicros => DataValue.PositiveInfinity,
            NegativeInfinityMicros => DataValue.NegativeInfinity,
            _ => micros,
        };
}
