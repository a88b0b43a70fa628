using CdcReplicator.Applier;
using CdcReplicator.Model;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Blocks of given events.</summary>
internal static class EventBlocks
{
    public static EventBlock Of(IReadOnlyCollection<LogEvent> events)
    {
        var block = new EventBlock(events.Count);
        foreach (var logEvent in events)
        {
            block.Room = logEvent;
            block.Keep();
        }

        return block;
    }
}
