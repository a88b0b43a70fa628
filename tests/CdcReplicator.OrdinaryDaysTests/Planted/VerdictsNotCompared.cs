using CdcReplicator.ChangeLog;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A2: no node hears what the others rejected, so one that decides otherwise stays active.</summary>
internal sealed class VerdictsNotCompared : PlantedBug
{
    public override IChangeLog ApplierLog(string node, IChangeLog log) => new DeafLog(log, "rejection/");
}
