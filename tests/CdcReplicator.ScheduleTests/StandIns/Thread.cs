using CdcReplicator.ScheduleTests;

namespace CdcReplicator;

/// <summary>A thread of the product: a strand that may park.</summary>
public sealed class Thread(Action run)
{
    private readonly List<Strand> _joining = [];
    private bool _isOver;

    public bool IsBackground { get; set; }

    public string? Name { get; set; }

    public static void Sleep(TimeSpan time)
    {
        var schedule = Schedule.Current!;
        var isOver = false;
        var waiting = new List<Strand>();
        using var timer = schedule.Time.CreateTimer(
            _ =>
            {
                isOver = true;
                schedule.Wake(waiting);
            },
            null,
            time,
            Timeout.InfiniteTimeSpan
        );
        schedule.WaitUntil(() => isOver, waiting);
    }

    public static void Sleep(int milliseconds) => Sleep(TimeSpan.FromMilliseconds(milliseconds));

    public void Start()
    {
        var schedule = Schedule.Current!;
        schedule.Post(() =>
        {
            run();
            _isOver = true;
            schedule.Wake(_joining);
        });
    }

    public void Join() => Schedule.Current!.WaitUntil(() => _isOver, _joining);
}
