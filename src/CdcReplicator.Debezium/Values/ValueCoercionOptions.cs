namespace CdcReplicator.Debezium;

/// <summary>What of a publisher's settings a record does not tell.</summary>
/// <param name="BinaryText">How bytes stand in text. Default base64.</param>
public sealed record ValueCoercionOptions(BinaryTextMode BinaryText = BinaryTextMode.Base64)
{
    /// <summary>The connector's defaults.</summary>
    public static ValueCoercionOptions Default { get; } = new();
}
