using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A fact that fills a disk of its own (<see cref="SmallDisk"/>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.SkipReason();
}
