namespace CdcReplicator;

/// <summary>How far a commit must have come before <c>CommitAsync</c> returns.</summary>
public sealed record Durability
{
    private Durability(int nodes, bool everywhere)
    {
        Nodes = nodes;
        IsEverywhere = everywhere;
    }

    /// <summary>
    /// The log has it: nothing can undo it, every node will decide it alike. The verdict is not known yet. The default.
    /// </summary>
    public static Durability Logged { get; } = new(0, false);

    /// <summary>
    /// Every member that has not left has decided it. A node is a member from its first heartbeat on. A rejection is
    /// told as soon as most have it.
    /// </summary>
    public static Durability AppliedEverywhere { get; } = new(0, true);

    /// <summary>
    /// How many nodes must have accepted it; 0 for <see cref="Logged"/> and <see cref="AppliedEverywhere"/>.
    /// </summary>
    public int Nodes { get; }

    /// <summary>Whether all members must have decided it.</summary>
    public bool IsEverywhere { get; }

    /// <summary>Whether any node has to be waited for.</summary>
    public bool WaitsForNodes => IsEverywhere || Nodes > 0;

    /// <summary>
    /// At least <paramref name="nodes"/> living nodes have accepted it. A rejection is told as soon as more than half
    /// of the nodes that serve have it, because one node may be the odd one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public static Durability Applied(int nodes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        return new Durability(nodes, false);
    }

    /// <summary><c>logged</c>, <c>applied(n)</c> or <c>applied everywhere</c>.</summary>
    public override string ToString() =>
        IsEverywhere ? "applied everywhere"
        : Nodes > 0 ? $"applied({Nodes})"
        : "logged";
}
