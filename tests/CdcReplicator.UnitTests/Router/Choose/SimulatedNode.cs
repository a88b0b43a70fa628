using CdcReplicator.Router;

namespace CdcReplicator.UnitTests.Router;

/// <summary>A node that serves so many reads at a time, the others wait in line.</summary>
internal sealed class SimulatedNode(NodeView view, int servers)
{
    private readonly PriorityQueue<int, double> _free = Filled(servers);

    public NodeView View { get; } = view;

    public NodeMeter Meter => View.Known.Meter;

    /// <summary>Times what a read takes elsewhere, by the time it begins.</summary>
    public Func<double, double> Slowness { get; init; } = _ => 1;

    /// <summary>Whether reads fail at once, by the time they begin.</summary>
    public Func<double, bool> IsFailing { get; init; } = _ => false;

    public long Served { get; set; }

    /// <summary>When a read that comes now and takes so long is done.</summary>
    public double Serve(double now, double seconds)
    {
        _free.TryDequeue(out var server, out var freeAt);
        var done = Math.Max(now, freeAt) + seconds;
        _free.Enqueue(server, done);
        return done;
    }

    private static PriorityQueue<int, double> Filled(int servers)
    {
        var queue = new PriorityQueue<int, double>();
        for (var i = 0; i < servers; i++)
        {
            queue.Enqueue(i, 0);
        }

        return queue;
    }
}
