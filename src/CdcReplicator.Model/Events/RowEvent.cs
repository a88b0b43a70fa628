namespace CdcReplicator.Model;

/// <summary>A row change or truncate, as its record says it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Transaction">Its place in a transaction; null if it is one by itself.</param>
internal readonly record struct RowEvent(RowChange Change, SourceInfo Source, TransactionBlock? Transaction)
{
    // Few rows have any of it: an object of its own for those.
    private readonly Rare? _rare;

    /// <summary>Its part in a primary-key change.</summary>
    public KeyChangeRole KeyChange { get; init; }

    /// <summary>The other key named by the header, if <see cref="KeyChange"/> is not None.</summary>
    public RowImage? OtherKey
    {
        get => _rare?.OtherKey;
        init => _rare = value is null && _rare is null ? null : (_rare ?? Rare.None) with { OtherKey = value };
    }

    /// <summary>
    /// A connector's row without transaction block: what shows whether it came before. Null for all others.
    /// </summary>
    public RowPlace? Place
    {
        get => _rare?.Place;
        init => _rare = value is null && _rare is null ? null : (_rare ?? Rare.None) with { Place = value };
    }

    /// <summary>Characters U+0000 that its source's setting has taken out of the new values.</summary>
    public int StrippedNulls
    {
        get => _rare?.StrippedNulls ?? 0;
        init => _rare = value == 0 && _rare is null ? null : (_rare ?? Rare.None) with { StrippedNulls = value };
    }

    private sealed record Rare(RowImage? OtherKey, RowPlace? Place, int StrippedNulls)
    {
        public static readonly Rare None = new(null, null, 0);
    }
}
