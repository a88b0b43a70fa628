using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Rounds microseconds to the digits of a column, as PostgreSQL does.</summary>
internal static class TemporalRounding
{
    /// <summary>Half up in PostgreSQL's own count, half away from zero before its epoch.</summary>
    public static long Of(long micros, ColumnType type, long epoch)
    {
        if (type.Precision is not { } precision || precision >= TemporalText.DefaultPrecision)
        {
            return micros;
        }

        long unit = 1;
        for (var i = precision; i < TemporalText.DefaultPrecision; i++)
        {
            unit *= 10;
        }

        var own = micros - epoch;
        var rounded = own >= 0 ? (own + (unit / 2)) / unit * unit : -((-own + (unit / 2)) / unit * unit);
        return rounded + epoch;
    }
}
