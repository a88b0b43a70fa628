namespace CdcReplicator.Debezium;

/// <summary>How bytes stand in text (<c>binary.handling.mode</c> of the connector).</summary>
public enum BinaryTextMode : byte
{
    /// <summary>Base64, also what JSON without schema uses for <c>bytes</c>.</summary>
    Base64,

    /// <summary>Base64 with the URL-safe alphabet.</summary>
    Base64Url,

    /// <summary>Hexadecimal digits.</summary>
    Hex,
}
