namespace CdcReplicator.ReadHistoryTests;

/// <summary>Whose connections to a node.</summary>
[Flags]
internal enum LinkSide
{
    None = 0,
    Readers = 1,
    Applier = 2,
    Both = Readers | Applier,
}
