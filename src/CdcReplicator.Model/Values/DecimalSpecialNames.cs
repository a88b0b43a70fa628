namespace CdcReplicator.Model;

/// <summary>The names of decimals that are not numbers: PostgreSQL's own, and those that connectors write.</summary>
internal static class DecimalSpecialNames
{
    /// <summary>What a name means; null if it is none.</summary>
    public static DecimalSpecial? Find(string name) =>
        name switch
        {
            "NaN" or "NAN" => DecimalSpecial.NaN,
            "Infinity" or "POSITIVE_INFINITY" => DecimalSpecial.PositiveInfinity,
            "-Infinity" or "NEGATIVE_INFINITY" => DecimalSpecial.NegativeInfinity,
            _ => null,
        };

    /// <summary>PostgreSQL's name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is a number.</exception>
    public static string Of(DecimalSpecial special) =>
        special switch
        {
            DecimalSpecial.NaN => "NaN",
            DecimalSpecial.PositiveInfinity => "Infinity",
            DecimalSpecial.NegativeInfinity => "-Infinity",
            _ => throw new ArgumentOutOfRangeException(nameof(special), special, "It is a number."),
        };
}
