using System.Numerics;

namespace CdcReplicator.Debezium;

/// <summary>Powers of ten; those in use are made once.</summary>
internal static class PowersOfTen
{
    private static readonly BigInteger[] Powers = [.. Enumerable.Range(0, 40).Select(n => BigInteger.Pow(10, n))];

    /// <summary>The power of an exponent that is not negative.</summary>
    public static BigInteger Of(int exponent) =>
        exponent < Powers.Length ? Powers[exponent] : BigInteger.Pow(10, exponent);
}
