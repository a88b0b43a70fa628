namespace CdcReplicator.Model;

/// <summary>How a source writes exact decimals that no schema describes (<c>decimal.handling.mode</c>).</summary>
internal enum DecimalForm : byte
{
    /// <summary>Nobody has said.</summary>
    Untold,

    /// <summary>Base64 of the unscaled number, or an object of scale and value.</summary>
    Precise,

    /// <summary>A number, rounded to 64 bits.</summary>
    Double,

    /// <summary>Decimal digits as text.</summary>
    Text,
}
