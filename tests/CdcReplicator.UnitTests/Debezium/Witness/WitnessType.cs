namespace CdcReplicator.UnitTests;

/// <summary>A value's type, as another reader has it from the record's schema.</summary>
/// <param name="Name">Connect's name of its meaning; null if it means what it is.</param>
/// <param name="Scale">Scale of a decimal.</param>
/// <param name="Element">Type of an array's elements.</param>
/// <param name="IsTold">Whether there is a schema at all.</param>
internal sealed record WitnessType(
    string? Name = null,
    int? Scale = null,
    WitnessType? Element = null,
    bool IsTold = true
)
{
    /// <summary>Of JSON without schema.</summary>
    public static WitnessType Untold { get; } = new(IsTold: false);
}
