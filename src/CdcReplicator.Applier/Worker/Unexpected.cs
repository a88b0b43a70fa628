namespace CdcReplicator.Applier;

/// <summary>
/// Turns a defect of this program into a reason people see: the node halts with it instead of dying silently.
/// </summary>
internal static class Unexpected
{
    public static ReplicationException Wrap(string doing, Exception error) =>
        new(
            $"Unexpected {error.GetType().Name} while {doing}: {error.Message}",
            "This is a defect; report it with the applier's log, then restart the applier.",
            error
        );
}
