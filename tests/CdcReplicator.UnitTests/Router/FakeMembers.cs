using CdcReplicator.ChangeLog;
using CdcReplicator.Router;

namespace CdcReplicator.UnitTests.Router;

internal sealed class FakeMembers(params MemberView[] members) : IRouterMembers
{
    private readonly Lock _gate = new();
    private IReadOnlyList<MemberView> _current = members;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What following them has ended with.</summary>
    public ReplicationException? Fault { get; set; }

    /// <summary>Members whose entries cannot be read.</summary>
    public IReadOnlyList<UnreadableEntry> Hidden { get; set; } = [];

    /// <summary>What asking for them throws; null for nothing.</summary>
    public Exception? Mistake { get; set; }

    public IReadOnlyList<MemberView> Current
    {
        get
        {
            lock (_gate)
            {
                return Mistake is { } mistake ? throw mistake : _current;
            }
        }
    }

    public Task NextChange
    {
        get
        {
            lock (_gate)
            {
                _asked.TrySetResult();
                return _next.Task;
            }
        }
    }

    /// <summary>
    /// Becomes so, and returns when whoever follows has taken it in: only then does he ask for the news after the next.
    /// </summary>
    public async Task BecomeAsync(params MemberView[] members)
    {
        for (var i = 0; i < 2; i++)
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _asked = asked;
            }

            Become(members);
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public void Become(params MemberView[] members)
    {
        TaskCompletionSource announced;
        lock (_gate)
        {
            _current = members;
            announced = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        announced.SetResult();
    }
}
