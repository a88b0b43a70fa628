using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator;

/// <summary>
/// An exact decimal: <c>unscaled × 10^-scale</c>, or NaN or an infinity. Equality is by number, so 1.10 equals 1.1.
/// </summary>
public readonly struct BigDecimal : IEquatable<BigDecimal>
{
    /// <summary>An ordinary number. The scale may be negative.</summary>
    public BigDecimal(BigInteger unscaled, int scale)
    {
        Unscaled = unscaled;
        Scale = scale;
        Special = DecimalSpecial.None;
    }

    /// <summary>A value that is not a number.</summary>
    public BigDecimal(DecimalSpecial special)
    {
        Special = special;
    }

    /// <summary>The digits, as an integer.</summary>
    public BigInteger Unscaled { get; }

    /// <summary>How many of the digits stand after the point.</summary>
    public int Scale { get; }

    /// <summary>What kind of value this is.</summary>
    public DecimalSpecial Special { get; }

    /// <summary>Reads a plain or exponent decimal, or <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    /// <exception cref="OverflowException">It has too many digits, or its exponent is out of range.</exception>
    public static BigDecimal Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DecimalSpecialNames.Find(text) is { } special ? new BigDecimal(special) : DecimalText.Parse(text);
    }

    /// <summary>The same number without trailing zeros after the point and with a scale of at least 0.</summary>
    public BigDecimal Normalize()
    {
        if (Special != DecimalSpecial.None)
        {
            return this;
        }

        var (unscaled, scale) = (Unscaled, Scale);
        // Nearly always the last digit is none. Else many zeros are taken at once, because a division of a large number
        // is slow.
        var hasZeros = scale > 0 && !unscaled.IsZero && (unscaled % 10).IsZero;
        var step = hasZeros ? (int)BitOperations.RoundUpToPowerOf2((uint)scale) : 0;
        for (; step > 0; step /= 2)
        {
            if (scale < step)
            {
                continue;
            }

            var quotient = BigInteger.DivRem(unscaled, BigInteger.Pow(10, step), out var remainder);
            if (remainder.IsZero)
            {
                (unscaled, scale) = (quotient, scale - step);
            }
        }

        return scale < 0 ? new BigDecimal(unscaled * BigInteger.Pow(10, -scale), 0)
            : unscaled.IsZero ? new BigDecimal(BigInteger.Zero, 0)
            : new BigDecimal(unscaled, scale);
    }

    /// <summary>The same number at a scale, or null if digits would be lost.</summary>
    public BigDecimal? WithScale(int scale)
    {
        if (Special != DecimalSpecial.None || scale == Scale)
        {
            return this;
        }

        if (scale > Scale)
        {
            return new BigDecimal(Unscaled * BigInteger.Pow(10, scale - Scale), scale);
        }

        var quotient = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, Scale - scale), out var remainder);
        return remainder.IsZero ? new BigDecimal(quotient, scale) : null;
    }

    /// <inheritdoc/>
    public bool Equals(BigDecimal other)
    {
        var (a, b) = (Normalize(), other.Normalize());
        return a.Special == b.Special && a.Scale == b.Scale && a.Unscaled == b.Unscaled;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BigDecimal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var normal = Normalize();
        return HashCode.Combine(normal.Special, normal.Scale, normal.Unscaled);
    }

    /// <summary>Whether two decimals are the same number.</summary>
    public static bool operator ==(BigDecimal left, BigDecimal right) => left.Equals(right);

    /// <summary>Whether two decimals differ.</summary>
    public static bool operator !=(BigDecimal left, BigDecimal right) => !left.Equals(right);

    /// <summary>Plain digits with <see cref="Scale"/> places, or PostgreSQL's name of the special value.</summary>
    public override string ToString() =>
        Special == DecimalSpecial.None ? DecimalText.Format(Unscaled, Scale) : DecimalSpecialNames.Of(Special);
}
