using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>An operator's order that a node waits for. Pure.</summary>
internal abstract record SoughtOrder
{
    private SoughtOrder() { }

    /// <summary>The first offset at which it may stand.</summary>
    public abstract long From { get; }

    /// <summary>What the applier is told if an order is the one; null if it is not.</summary>
    public abstract ApplierInput? Answer(ControlOrder order);

    /// <summary>A skip of the sequence at which the node halted, or that the source it halted at is accepted.</summary>
    /// <param name="Sequence">The sequence.</param>
    /// <param name="Source">Null if no source may be accepted.</param>
    public sealed record OfHalt(long Sequence, string? Source) : SoughtOrder
    {
        public override long From => Sequence + 1;

        public override ApplierInput? Answer(ControlOrder order) =>
            order switch
            {
                ControlOrder.Skip skip when skip.Sequence == Sequence => new ApplierInput.SkipFound(Sequence),
                ControlOrder.AcceptSource accepted when accepted.Source == Source && Sequence < accepted.Before =>
                    new ApplierInput.SourceAccepted(Sequence),
                _ => null,
            };
    }

    /// <summary>
    /// A resume of the node that was given with or after its pause. It may stand before the pause's message: both were
    /// on their way then. Or that message is a copy.
    /// </summary>
    /// <param name="Node">The node.</param>
    /// <param name="GivenAt">Where the log ended when the pause was given.</param>
    public sealed record EndOfPause(string Node, long GivenAt) : SoughtOrder
    {
        public override long From => GivenAt;

        public override ApplierInput? Answer(ControlOrder order) =>
            order is ControlOrder.Resume resume && resume.Node == Node && resume.GivenAt >= GivenAt
                ? new ApplierInput.ResumeFound(resume.GivenAt)
                : null;
    }
}
