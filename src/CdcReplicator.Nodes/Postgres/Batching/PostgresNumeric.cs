using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The binary form of <c>numeric</c>: count of digits, weight of the first, sign, scale for display, then digits of base 10,000
/// (PostgreSQL's <c>numeric_send</c>).
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

    /// <summary>Writes a value behind its length.</summary>
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
        // Groups of four digits count from the decimal point.
        var padding = (DigitsPerGroup - (scale % DigitsPerGroup)) % DigitsPerGroup;
        var power = padding + Math.Max(-value.Scale, 0);
        var unscaled = BigInteger.Abs(value.Unscaled);
        var number = power == 0 ? unscaled : unscaled * BigInteger.Pow(10, power);
        Span<short> stack = stackalloc short[GroupsOnStack];
        var groups = Groups(number, stack);
        var fraction = (scale + padding) / DigitsPerGroup;
        var weight = groups.Length - fraction - 1;
        // Lowest group first; zeros at the low end are left out.
        var zeros = groups.IndexOfAnyExcept((short)0);
        var used = zeros < 0 ? [] : groups[zeros..];
        Header(
            buffer,
            used.Length,
            used.Length == 0 ? 0 : weight,
            value.Unscaled.Sign < 0 ? Negative : (ushort)0,
            scale
        );
        for (var i = used.Length - 1; i >= 0; i--)
        {
            buffer.Int16(used[i]);
        }
    }

    private static Span<short> Groups(BigInteger number, Span<short> room)
    {
        if (number <= ulong.MaxValue)
        {
            var rest = (ulong)number;
            var count = 0;
            for (; rest > 0; rest /= Base)
            {
                room[count++] = (short)(rest % Base);
            }

            return room[..count];
        }

        var groups = new List<short>();
        while (!number.IsZero)
        {
            number = BigInteger.DivRem(number, Base, out var group);
            groups.Add((short)group);
        }

        return groups.ToArray();
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
