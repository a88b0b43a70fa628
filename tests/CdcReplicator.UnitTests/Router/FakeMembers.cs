using CdcReplicator.Router;

namespace CdcReplicator.UnitTests.Router;

internal sealed class FakeMembers(params RouterMember[] members) : IRouterMembers
{
    private readonly Lock _gate = new();
    private IReadOnlyList<RouterMember> _current = members;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<RouterMember> Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    public Task NextChange
    {
        get
        {
            lock (_gate)
            {
                return _next.Task;
            }
        }
    }

    public void Become(params RouterMember[] members)
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
