using System.Buffers.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Reads intervals as Debezium writes them: <c>P1Y2M3DT4H5M6.78S</c>, every number with its own sign.
/// </summary>
internal static class IsoInterval
{
    /// <summary>Whether the text is an interval that PostgreSQL could hold.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out PgInterval interval)
    {
        interval = default;
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        text = text[1..];
        Int128 months = 0;
        Int128 days = 0;
        Int128 micros = 0;
        var inTime = false;
        while (!text.IsEmpty)
        {
            if (!inTime && text[0] == 'T')
            {
                inTime = true;
                text = text[1..];
                continue;
            }

            if (!TryNumber(ref text, out var number, out var fraction) || text.IsEmpty)
            {
                return false;
            }

            switch (inTime, (char)text[0])
            {
                case (false, 'Y') when fraction == 0:
                    months += (Int128)number * 12;
                    break;
                case (false, 'M') when fraction == 0:
                    months += number;
                    break;
                case (false, 'D') when fraction == 0:
                    days += number;
                    break;
                case (true, 'H') when fraction == 0:
                    micros += (Int128)number * 3_600_000_000;
                    break;
                case (true, 'M') when fraction == 0:
                    micros += (Int128)number * 60_000_000;
                    break;
                case (true, 'S'):
                    micros += ((Int128)number * 1_000_000) + fraction;
                    break;
                default:
                    return false;
            }

            text = text[1..];
        }

        interval = new PgInterval((int)months, (int)days, (long)micros);
        return interval.Months == months && interval.Days == days && interval.Micros == micros;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, out long number, out long fractionMicros)
    {
        fractionMicros = 0;
        var negative = text[0] == '-';
        if (!Utf8Parser.TryParse(text, out number, out var used))
        {
            return false;
        }

        text = text[used..];
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        text = text[1..];
        if (!IsoScan.TryFraction(ref text, out fractionMicros))
        {
            return false;
        }

        fractionMicros = negative ? -fractionMicros : fractionMicros;
        return true;
    }
}
