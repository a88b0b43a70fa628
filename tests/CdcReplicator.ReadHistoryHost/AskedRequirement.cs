using CdcReplicator.Router;

namespace CdcReplicator.ReadHistory;

/// <summary>What the router is asked in place of what the read needs, with a bug planted.</summary>
internal sealed class AskedRequirement(PlantedBug bug, IRouterMembers nodes, long firstEnd)
{
    public ReadRequirement For(ReadRequirement needed) =>
        bug switch
        {
            PlantedBug.TokenIgnored when needed.Level == ReadLevelKind.Session => ReadRequirement.None,
            PlantedBug.StaleLag when needed.Level == ReadLevelKind.BoundedRecords => new ReadRequirement(
                Math.Max(needed.Sequence, firstEnd - 1 - needed.MaxRecords)
            ),
            PlantedBug.SomeNodeHasIt
                when needed.Sequence >= 0
                    && nodes.Current.Any(node => node.Status.LastAppliedSequence >= needed.Sequence) =>
                ReadRequirement.None,
            _ => needed,
        };
}
