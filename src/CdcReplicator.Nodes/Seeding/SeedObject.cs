namespace CdcReplicator.Nodes;

/// <summary>Something in a database that a seed makes, drops or leaves out.</summary>
/// <param name="Kind">What it is, as in SQL and in lower case: <c>table</c>, <c>index</c>, <c>trigger</c>.</param>
/// <param name="Name">Its name, with its table's or schema's where it has one.</param>
internal sealed record SeedObject(string Kind, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}
