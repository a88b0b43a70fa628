namespace CdcReplicator.Nodes;

/// <summary>A token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">
/// Its text: of names and strings what stands between the quotes, with doubled quotes and escapes as they are written.
/// </param>
/// <param name="Start">Where it begins in the script.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Value, int Start, int End)
{
    /// <summary>Whether it is a keyword. Case does not matter.</summary>
    public bool Is(string keyword) =>
        Kind == SqlTokenKind.Word && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is one of several keywords.</summary>
    public bool IsAny(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (Is(keyword))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is this character.</summary>
    public bool Is(char symbol) => Kind == SqlTokenKind.Symbol && Value[0] == symbol;

    /// <summary>Whether it may be the name of something.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.Name;

    /// <summary>Whether it names this, in quotes or in any case.</summary>
    public bool Names(string name) =>
        IsName
        && Value.Equals(
            name,
            Kind == SqlTokenKind.Name ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase
        );
}
