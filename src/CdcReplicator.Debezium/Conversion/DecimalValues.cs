using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Exact decimals of the wire as values.</summary>
internal static class DecimalValues
{
    // PostgreSQL's largest scale is 16383; a wild one must not make a later ToString fill the memory.
    private const int MaxScale = 20_000;

    /// <summary>Whether decimals of this scale are taken.</summary>
    public static bool IsScale(long scale) => scale is >= -MaxScale and <= MaxScale;

    /// <summary>Refuses a scale that is out of range.</summary>
    /// <exception cref="MalformedDataException">It is.</exception>
    public static void CheckScale(long scale)
    {
        if (!IsScale(scale))
        {
            throw new MalformedDataException($"the scale {scale} of a decimal is out of range");
        }
    }

    /// <summary>Refuses digits that no database takes: reading them as text costs far more than their length.</summary>
    /// <exception cref="MalformedDataException">They are too many.</exception>
    public static void CheckLength(int bytes)
    {
        if (bytes > RecordLimits.MaxDecimalBytes)
        {
            throw new MalformedDataException(
                $"a decimal has {bytes} bytes of digits, more than {RecordLimits.MaxDecimalBytes}"
            );
        }
    }

    /// <summary>A decimal of big-endian two's complement digits.</summary>
    /// <exception cref="MalformedDataException">The scale is out of range, or it has too many digits.</exception>
    public static DataValue OfUnscaled(ReadOnlySpan<byte> bytes, long scale)
    {
        CheckScale(scale);
        CheckLength(bytes.Length);
        return DataValue.Decimal(
            new BigDecimal(new BigInteger(bytes, isUnsigned: false, isBigEndian: true), (int)scale)
        );
    }

    /// <summary>A decimal written as a JSON number (<c>decimal.format=NUMERIC</c>).</summary>
    /// <exception cref="MalformedDataException">It is not a number, or its exponent is out of range.</exception>
    public static DataValue OfNumber(string text)
    {
        try
        {
            var number = BigDecimal.Parse(text);
            return IsScale(number.Scale)
                ? DataValue.Decimal(number)
                : throw new MalformedDataException("the exponent of a decimal is out of range");
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new MalformedDataException("a decimal is not a number", e);
        }
    }
}
