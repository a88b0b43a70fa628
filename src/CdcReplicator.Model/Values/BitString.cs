namespace CdcReplicator;

/// <summary>A string of bits, written left to right as PostgreSQL prints it.</summary>
/// <param name="Digits">Only <c>0</c> and <c>1</c>.</param>
public readonly record struct BitString(string Digits)
{
    /// <summary>The digits.</summary>
    public override string ToString() => Digits;
}
