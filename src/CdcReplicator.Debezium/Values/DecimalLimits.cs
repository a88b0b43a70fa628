using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>What fits a decimal column.</summary>
internal static class DecimalLimits
{
    /// <summary>PostgreSQL's own limits; they also keep a hostile exponent from filling the memory.</summary>
    private const int MaximumWholeDigits = 131072;
    private const int MaximumScale = 16383;
    private const string MoneyName = "money";

    private static readonly BigDecimal LeastMoney = new(long.MinValue, 2);

    /// <summary>Refuses a number that PostgreSQL could not hold in any column.</summary>
    public static void CheckSize(in DataValue value, BigDecimal number, ColumnType type)
    {
        var digits = number.Unscaled.GetBitLength() / 3.3219280948873626;
        if (digits - number.Scale > MaximumWholeDigits + 1 || number.Scale > MaximumScale + digits)
        {
            throw ValueCoercion.Invalid(value, type, "it is out of range");
        }
    }

    /// <summary>Refuses a number that has the column's scale and does not fit its precision.</summary>
    public static void CheckRange(in DataValue value, BigDecimal scaled, ColumnType type)
    {
        if (type.Precision is { } precision && BigInteger.Abs(scaled.Unscaled) >= PowersOfTen.Of(precision))
        {
            throw ValueCoercion.Invalid(value, type, $"it has more than {precision} digits");
        }

        if (IsMoney(type) && (scaled.Unscaled > long.MaxValue || scaled.Unscaled < LeastMoney.Unscaled))
        {
            throw ValueCoercion.Invalid(value, type, "it is out of range");
        }
    }

    /// <summary>Whether the column is one of PostgreSQL's money.</summary>
    public static bool IsMoney(ColumnType type) =>
        type.NativeName.StartsWith(MoneyName, StringComparison.OrdinalIgnoreCase);
}
