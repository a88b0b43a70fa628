namespace CdcReplicator.Debezium;

/// <summary>The zone at the end of an ISO-8601 time: <c>Z</c>, <c>+02:00</c>, <c>-03:30:15</c>, or none.</summary>
internal static class IsoZone
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>Takes the zone, as microseconds east of UTC; 0 if the text has ended.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, out long offsetMicros)
    {
        offsetMicros = 0;
        if (text.IsEmpty || IsoScan.TryByte(ref text, 'Z'))
        {
            return true;
        }

        var negative = text[0] == '-';
        if (!negative && text[0] != '+')
        {
            return false;
        }

        text = text[1..];
        if (!IsoScan.TryNumber(ref text, 2, 2, out var hours))
        {
            return false;
        }

        long minutes = 0;
        long seconds = 0;
        if (IsoScan.TryByte(ref text, ':') && !IsoScan.TryNumber(ref text, 2, 2, out minutes))
        {
            return false;
        }

        if (IsoScan.TryByte(ref text, ':') && !IsoScan.TryNumber(ref text, 2, 2, out seconds))
        {
            return false;
        }

        offsetMicros = ((((hours * 60) + minutes) * 60) + seconds) * (negative ? -MicrosPerSecond : MicrosPerSecond);
        return true;
    }
}
