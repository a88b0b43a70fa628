using CdcReplicator.Router;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CdcReplicator.UnitTests.Router;

/// <summary>
/// A log, nodes that follow it, and a router over what is published of them, moved by random steps. Every connection
/// handed out is held against the truth: what the node has at that moment, what the log held, what the session has
/// seen. The same seed gives the same steps.
/// </summary>
internal sealed class RouterModel : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly Random _random;
    private readonly FakeTimeProvider _clock = new();
    private readonly LogId _log = LogId.New();
    private readonly FakeMembers _members;
    private readonly ReadRouter _router;
    private readonly List<(long At, long End)> _ends = [];
    private readonly List<ModelRead> _waiting = [];
    private readonly long _cachedEnd = 1;
    private TaskCompletionSource _positionNews = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _end = 1;
    private long _sessionSaw = -1;

    public RouterModel(int seed, PlantedBug bug)
    {
        _random = new Random(seed);
        Bug = bug;
        _members = new FakeMembers([.. Nodes.Select(node => node.Published)]);
        _router = new ReadRouter(
            _members,
            new LogEnd(_ => Task.FromResult(bug == PlantedBug.CachedStaleLag ? _cachedEnd : _end), _clock),
            new Dictionary<string, INodeReadConnector> { ["fake"] = new ModelConnector(this, seed % 2 == 0) },
            new ReadRouterOptions { WaitTimeout = TimeSpan.FromHours(1) },
            _clock,
            new Random(seed),
            NullLoggerFactory.Instance
        );
        _ends.Add((_clock.GetTimestamp(), _end));
    }

    public PlantedBug Bug { get; }

    public ModelNode[] Nodes { get; } = [new("a"), new("b"), new("c")];

    /// <summary>Completes when some node has moved.</summary>
    public Task PositionNews => Volatile.Read(ref _positionNews).Task;

    public int Served { get; private set; }

    public int Waited { get; private set; }

    public ModelNode Find(string id) => Nodes.Single(node => node.Id == id);

    /// <summary>What was wrong with a connection that was handed out; null if nothing was in so many steps.</summary>
    public async Task<string?> RunAsync(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            await StepAsync();
            Note();
            foreach (var read in _waiting.Where(read => read.Opening.IsCompleted).ToList())
            {
                _waiting.Remove(read);
                if (Check(read, await read.Opening) is { } wrong)
                {
                    return $"step {i}: {wrong}";
                }
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _clock.Advance(TimeSpan.FromHours(2));
        foreach (var read in _waiting)
        {
            await ((Task)read.Opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _router.DisposeAsync();
    }

    private async Task StepAsync()
    {
        var node = Nodes[_random.Next(Nodes.Length)];
        switch (_random.Next(20))
        {
            case < 5:
                _end += _random.Next(1, 4);
                _ends.Add((_clock.GetTimestamp(), _end));
                break;
            case < 9:
                Move(node, Math.Min(_end - 1, node.Position + _random.Next(1, 6)));
                break;
            case 9:
                // Put back to an older state, as from a backup; what is published stays for a while.
                Move(node, Math.Max(-1, node.Position - _random.Next(1, 8)));
                break;
            case 10:
                node.State = Enum.GetValues<NodeState>()[_random.Next(Enum.GetValues<NodeState>().Length)];
                break;
            case 11:
                node.State = NodeState.Active;
                node.IsDrained = _random.Next(3) == 0;
                break;
            case 12:
                node.IsReachable = _random.Next(3) != 0;
                break;
            case 13:
                _clock.Advance(TimeSpan.FromMilliseconds(_random.Next(100, 700)));
                await PublishAsync();
                break;
            case 14:
                await PublishAsync();
                break;
            default:
                await ReadAsync();
                break;
        }
    }

    private void Move(ModelNode node, long position)
    {
        node.Position = position;
        Interlocked.Exchange(ref _positionNews, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    // All say how they are, and the router has taken note; whoever can be served by what is known must be.
    private async Task PublishAsync()
    {
        foreach (var node in Nodes)
        {
            node.Publish(_end);
        }

        await _members.BecomeAsync([.. Nodes.Select(node => node.Published)]);
        Note();
        foreach (var read in _waiting.Where(CanBeServed))
        {
            await read.Opening.WaitAsync(Patience);
        }
    }

    private async Task ReadAsync()
    {
        var level = _random.Next(6) switch
        {
            0 => ReadLevel.Any,
            1 => ReadLevel.Latest,
            2 => ReadLevel.BoundedBy(_random.Next(5)),
            3 => ReadLevel.BoundedBy(Age),
            4 => ReadLevel.Session,
            _ => ReadLevel.AtLeast(new SessionToken(_log, _random.NextInt64(_end))),
        };
        var session = level.Kind == ReadLevelKind.Session ? new SessionToken(_log, _sessionSaw) : (SessionToken?)null;
        var asked = ReadRequirement.For(level, _log, session);
        var sent = Bug == PlantedBug.TokenIgnored ? asked with { Sequence = -1 } : asked;
        var read = new ModelRead(level, asked.Sequence, _end) { Wanted = WantedOf(level, asked.Sequence) };
        _waiting.Add(read);
        Note();
        read.Opening = _router.OpenAsync(sent, CancellationToken.None);
        if (CanBeServed(read))
        {
            await read.Opening.WaitAsync(Patience);
        }
        else
        {
            Waited++;
        }
    }

    // Of an end that it asks for, the router may have a later one than the read's first moment needs; never later than
    // now.
    private bool CanBeServed(ModelRead read)
    {
        var enough = read.Level.Kind is ReadLevelKind.Latest or ReadLevelKind.BoundedAge
            ? _end - 1
            : WantedOf(read.Level, read.Floor);
        return Nodes.Any(node =>
            node is { MayServe: true, IsReachable: true }
            && Math.Min(node.Position, node.Published.Status.LastAppliedSequence) >= enough
        );
    }

    private string? Check(ModelRead read, RoutedConnection routed)
    {
        Served++;
        var node = Find(routed.NodeId);
        if (read.Level.Kind == ReadLevelKind.Session)
        {
            _sessionSaw = Math.Max(_sessionSaw, node.Position);
        }

        return read.GoodNodes.Contains(node.Id)
            ? null
            : $"{read.Level} (floor {read.Floor}, end {read.EndThen} then, {_end} now) was given '{node.Id}' at "
                + $"{node.Position}, {node.Published}";
    }

    private void Note()
    {
        foreach (var read in _waiting)
        {
            read.GoodNodes.UnionWith(
                Nodes.Where(node => node.MayServe && node.Position >= read.Wanted).Select(node => node.Id)
            );
        }
    }

    /// <summary>What a node must have at this moment, by the truth.</summary>
    private long WantedOf(ReadLevel level, long floor) =>
        level.Kind switch
        {
            ReadLevelKind.Any => -1,
            ReadLevelKind.Latest => _end - 1,
            ReadLevelKind.BoundedRecords => _end - 1 - level.MaxRecords,
            ReadLevelKind.BoundedAge => EndAt(
                _clock.GetTimestamp() - (long)(Age.TotalSeconds * _clock.TimestampFrequency)
            ) - 1,
            _ => floor,
        };

    private long EndAt(long time) => _ends.LastOrDefault(end => end.At <= time, _ends[0]).End;
}
