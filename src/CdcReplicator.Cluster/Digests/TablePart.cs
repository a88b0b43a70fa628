namespace CdcReplicator.Cluster;

/// <summary>A bucket of a table: the rows whose <see cref="KeyPath"/> begins alike.</summary>
/// <param name="Depth">How often the table was divided to get it; 0 is the whole table.</param>
/// <param name="Index">Which one of its depth, from 0.</param>
internal readonly record struct TablePart(int Depth, long Index)
{
    /// <summary>The whole table.</summary>
    public static readonly TablePart Whole = new(0, 0);

    /// <summary>Whether it can be divided further.</summary>
    public bool CanDivide => Depth < KeyPath.MaxDepth;

    /// <summary>One of the <see cref="KeyPath.FanOut"/> buckets it is divided into.</summary>
    public TablePart Child(int place) => new(Depth + 1, (Index * KeyPath.FanOut) + place);

    /// <summary>The bucket of this depth that a row is in.</summary>
    public static TablePart Of(int depth, long path) =>
        new(depth, path >> (KeyPath.BitsPerLevel * (KeyPath.MaxDepth - depth)));

    /// <summary>Which of this bucket's children a row is in.</summary>
    public static int PlaceBelow(int depth, long path) => (int)(Of(depth + 1, path).Index % KeyPath.FanOut);
}
