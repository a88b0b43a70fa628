namespace CdcReplicator.Client;

/// <summary>A column that not every serving node has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nodes">The nodes that lack it.</param>
/// <param name="IsRequired">Whether nodes that have it take no new row without it.</param>
internal sealed record LackingColumn(string Name, IReadOnlyList<string> Nodes, bool IsRequired)
{
    public string Problem =>
        $"Column '{Name}' is not on every node that serves: {Quoted(Nodes)} "
        + $"{(Nodes.Count == 1 ? "lacks" : "lack")} it.";

    public string Remedy => $"Add it on {Quoted(Nodes)}; writers may use it as soon as every serving node has it.";

    internal static string Quoted(IReadOnlyList<string> nodes) =>
        string.Join(", ", nodes.Select(node => $"node '{node}'"));
}
