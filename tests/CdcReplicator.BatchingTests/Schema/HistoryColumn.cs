using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>A column of a generated history's table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Good">The few values it is given, so that rows meet.</param>
/// <param name="Bad">Values the node must refuse: by type, length or a check.</param>
internal sealed record HistoryColumn(string Name, DataValue[] Good, params DataValue[] Bad)
{
    public bool Nullable { get; init; } = true;

    /// <summary>What an insert without it gives; null if there is no default.</summary>
    public DataValue? Default { get; init; }

    /// <summary>Computed by the database; a captured image may have it all the same.</summary>
    public bool Generated { get; init; }

    public HistoryColumn Required(DataValue? otherwise = null) => this with { Nullable = false, Default = otherwise };
}
