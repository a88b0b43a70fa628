namespace CdcReplicator.Nodes;

/// <summary>What a change was rejected for: a row that is there or missing, or values that another row has.</summary>
/// <param name="Table">The table of that row.</param>
/// <param name="Unique">Which of its unique constraints; <see cref="Key"/> for the key.</param>
/// <param name="Values">The values.</param>
internal readonly record struct Suspect(TableMapping Table, int Unique, KeyValue Values)
{
    /// <summary>Stands for the key, beside the unique constraints' places.</summary>
    public const int Key = -1;
}
