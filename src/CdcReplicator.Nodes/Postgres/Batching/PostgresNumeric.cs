using System.Numerics;

namespace CdcReplicator.Nodes;

/// <summary>
/// The binary form of <c>numeric</c>: count of digits, weight of the first, sign, scale for display, then digits of
/// base 10,000 (PostgreSQL's <c>numeric_send</c>).
/// </summary>
internal static class PostgresNumeric
{
    private const int Base = 10_000;
    private const int DigitsPerGroup = 4;
    private const ushort Negative = 0x4000;
    private const ushort NotANumber = 0xC000;
    private const ushort PositiveInfinity = 0xD000;
    private const ushort NegativeInfinity = 0xF000;
    private const int HeaderBytes = 8;
    private const int GroupsOnStack = 64;

    /// <summary>Writes a value after its length.</summary>
    public static void Write(CopyBuffer buffer, BigDecimal value)
    {
        if (value.Special != DecimalSpecial.None)
        {
            Header(
                buffer,
                0,
                0,
                value.Special switch
                {
                    DecimalSpecial.PositiveInfinity => PositiveInfinity,
                    DecimalSpecial.NegativeInfinity => NegativeInfinity,
                    _ => NotANumber,
                },
                0
            );
            return;
        }

        var scale = Math.Max(value.Scale, 0);
        var power = PaddingOf(scale) + Math.Max(-value.Scale, 0);
        var unscaled = BigInteger.Abs(value.Unscaled);
        var number = power == 0 ? unscaled : unscaled * BigInteger.Pow(10, power);
        Span<short> room = stackalloc short[GroupsOnStack];
        var groups = number < (BigInteger)UInt128.MaxValue ? Groups((UInt128)number, room) : Groups(number);
        Write(buffer, groups, value.Unscaled.Sign < 0, scale);
    }

    /// <summary>Writes a number after its length.</summary>
    public static void Write(CopyBuffer buffer, Int128 unscaled, int scale)
    {
        var number = (UInt128)Int128.Abs(unscaled);
        for (var padding = PaddingOf(scale); padding > 0; padding--)
        {
            number *= 10;
        }

        Span<short> room = stackalloc short[GroupsOnStack];
        Write(buffer, Groups(number, room), Int128.IsNegative(unscaled), scale);
    }

    // Groups of four digits count from the decimal point.
    private static int PaddingOf(int scale) => (DigitsPerGroup - (scale % DigitsPerGroup)) % DigitsPerGroup;

    private static void Write(CopyBuffer buffer, ReadOnlySpan<short> groups, bool isNegative, int scale)
    {
        var fraction = (scale + PaddingOf(scale)) / DigitsPerGroup;
        var weight = groups.Length - fraction - 1;
        // Lowest group first; zeros at the low end are left out.
        var zeros = groups.IndexOfAnyExcept((short)0);
        var used = zeros < 0 ? [] : groups[zeros..];
        Header(buffer, used.Length, used.Length == 0 ? 0 : weight, isNegative ? Negative : (ushort)0, scale);
        for (var i = used.Length - 1; i >= 0; i--)
        {
            buffer.Int16(used[i]);
        }
    }

    private static Span<short> Groups(UInt128 number, Span<short> room)
    {
        var count = 0;
        while (number > ulong.MaxValue)
        {
            (number, var group) = UInt128.DivRem(number, Base);
            room[count++] = (short)group;
        }

        for (var rest = (ulong)number; rest > 0; rest /= Base)
        {
            room[count++] = (short)(rest % Base);
        }

        return room[..count];
    }

    private static short[] Groups(BigInteger number)
    {
        var groups = new List<short>();
        while (!number.IsZero)
        {
            number = BigInteger.DivRem(number, Base, out var group);
            groups.Add((short)group);
        }

        return [.. groups];
    }

    private static void Header(CopyBuffer buffer, int groups, int weight, ushort sign, int scale)
    {
        buffer.Int32(HeaderBytes + (groups * sizeof(short)));
        buffer.Int16((short)groups);
        buffer.Int16((short)weight);
        buffer.Int16(unchecked((short)sign));
        buffer.Int16((short)scale);
    }
}
