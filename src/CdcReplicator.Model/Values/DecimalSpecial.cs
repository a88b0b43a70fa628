namespace CdcReplicator;

/// <summary>The values of PostgreSQL's numeric that are not numbers.</summary>
public enum DecimalSpecial : byte
{
    /// <summary>An ordinary number.</summary>
    None,

    /// <summary>Not a number; equal to itself, as in PostgreSQL.</summary>
    NaN,

    /// <summary>Infinity.</summary>
    PositiveInfinity,

    /// <summary>-Infinity.</summary>
    NegativeInfinity,
}
