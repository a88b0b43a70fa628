namespace CdcReplicator.UnitTests.Router;

internal static class MemberSamples
{
    public static MemberView Member(
        string id,
        long applied,
        NodeState state = NodeState.Active,
        bool isAlive = true,
        string kind = "fake",
        long? end = null
    ) =>
        new(
            new MemberStatus
            {
                NodeId = id,
                Kind = kind,
                Endpoint = id,
                ApplierId = "applier-" + id,
                State = state,
                LastAppliedSequence = applied,
                RestartOffset = applied + 1,
                LogEndOffset = end,
            },
            TimeSpan.Zero,
            isAlive
        );
}
