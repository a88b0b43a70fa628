using CdcReplicator.ChangeLog;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A5: what a comparison finds is written down, and no node hears of it.</summary>
internal sealed class FindingSetsNothing : PlantedBug
{
    public override IChangeLog ApplierLog(string node, IChangeLog log) => new DeafLog(log, "divergence/");
}
