using System.Globalization;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.ContractTests;

/// <summary>A machine's clock that a test sets.</summary>
internal sealed class SetMachineClock : MachineClock
{
    public int Boot { get; set; }

    public long Milliseconds { get; set; } = 100_000;

    public override MachineTime Read() => new(Boot.ToString(CultureInfo.InvariantCulture), Milliseconds);
}
