using System.Runtime.CompilerServices;

namespace CdcReplicator.Model;

/// <summary>A row change or truncate, as its record says it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Transaction">Its place in a transaction; null if it is one by itself.</param>
public readonly record struct RowEvent(RowChange Change, SourceInfo Source, TransactionBlock? Transaction)
{
    // Few rows have one: an object of its own for those.
    private readonly StrongBox<RowImage>? _otherKey;

    /// <summary>Its part in a primary-key change.</summary>
    public KeyChangeRole KeyChange { get; init; }

    /// <summary>The other key named by the header, if <see cref="KeyChange"/> is not None.</summary>
    public RowImage? OtherKey
    {
        get => _otherKey?.Value;
        init => _otherKey = value is { } key ? new StrongBox<RowImage>(key) : null;
    }
}
