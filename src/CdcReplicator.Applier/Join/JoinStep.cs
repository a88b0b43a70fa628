using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>What a node does before it is opened.</summary>
internal abstract record JoinStep
{
    private JoinStep() { }

    /// <summary>It is opened: it has a position, or begins at the beginning of the log.</summary>
    public sealed record Open : JoinStep;

    /// <summary>It is filled from a donor, or its filling goes on.</summary>
    /// <param name="Donor">The donor.</param>
    /// <param name="Mode">What may be overwritten.</param>
    public sealed record Seed(MemberStatus Donor, SeedMode Mode) : JoinStep;

    /// <summary>It cannot be filled now; it is tried again by itself.</summary>
    public sealed record Wait(string Problem, string Remedy) : JoinStep;

    /// <summary>It needs a person.</summary>
    public sealed record Refuse(string Problem, string Remedy) : JoinStep;
}
