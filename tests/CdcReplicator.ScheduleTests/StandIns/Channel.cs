using System.Threading.Channels;
using CdcReplicator.ScheduleTests;

namespace CdcReplicator;

/// <summary>Channels whose readers and writers are strands.</summary>
public static class Channel
{
    public static Channel<T> CreateUnbounded<T>(UnboundedChannelOptions? _ = null) =>
        new ScheduledChannel<T>(int.MaxValue, BoundedChannelFullMode.Wait);

    public static Channel<T> CreateBounded<T>(int capacity) =>
        new ScheduledChannel<T>(capacity, BoundedChannelFullMode.Wait);

    public static Channel<T> CreateBounded<T>(BoundedChannelOptions options) =>
        new ScheduledChannel<T>(options.Capacity, options.FullMode);
}
