using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.Client;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using CdcReplicator.UnitTests.Router;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static CdcReplicator.UnitTests.Router.MemberSamples;

namespace CdcReplicator.UnitTests.Client;

/// <summary>A session whose connections overlap, step by step.</summary>
public sealed class SessionReadsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedConnector _nodes = new();

    [Fact]
    public async Task Open_FirstRouteOfTheThirdReadIsGivenBack_CoversWhatIsSeenAtThatNodeToo()
    {
        var members = new FakeMembers(Member("a", 10));
        await using var log = new InMemoryChangeLog(_clock);
        await using var router = Router(members, log);
        var reads = new SessionReads(router, log, new SessionToken(log.Settings.Log, 10), _clock);
        var session = ReadLevel.Session;

        // The first read stays open at a, the second at b; both nodes go on under them.
        _nodes.At("a", 10);
        await using var first = await reads.OpenAsync(session, null, CancellationToken.None);
        await members.BecomeAsync(Drained("a", 10), Member("b", 10));
        _nodes.At("b", 10);
        await using var second = await reads.OpenAsync(session, null, CancellationToken.None);
        _nodes.At("a", 30);
        _nodes.At("b", 20);

        // The third is given a, of which only 12 is known without asking; b has shown 20, so it is given back.
        // Meanwhile c, at 25, is there to be chosen.
        _nodes.Holds("a", 12);
        await members.BecomeAsync(Member("a", 12), Drained("b", 10));
        _nodes.At("c", 25);
        _nodes.WhenAsked("b", () => members.BecomeAsync(Member("a", 12), Drained("b", 10), Member("c", 25)));
        var asked = _nodes.Asked("a");
        var opening = reads.OpenAsync(session, null, CancellationToken.None);
        await Task.WhenAny(opening, asked);
        _nodes.Holds("a", 30);
        members.Become(Member("a", 30), Drained("b", 10), Member("c", 25));

        await using var third = await opening.WaitAsync(Patience);

        // The first connection has seen 30.
        Assert.Equal("a", _nodes.Opened[^1]);
        Assert.InRange(reads.Token.Sequence, 30, long.MaxValue);
    }

    private static MemberView Drained(string id, long applied) => Member(id, applied) with { IsDrained = true };

    private ReadRouter Router(FakeMembers members, InMemoryChangeLog log) =>
        new(
            members,
            new LogEnd(log, _clock),
            new Dictionary<string, INodeReadConnector> { ["fake"] = _nodes },
            new ReadRouterOptions(),
            _clock,
            new Random(4711),
            NullLoggerFactory.Instance
        );

    /// <summary>Nodes whose positions a test moves.</summary>
    private sealed class ScriptedConnector : INodeReadConnector
    {
        private readonly ConcurrentDictionary<string, long> _positions = [];
        private readonly ConcurrentDictionary<string, long> _held = [];
        private readonly Dictionary<string, Func<Task>> _whenAsked = [];
        private readonly Dictionary<string, TaskCompletionSource> _asked = [];

        public List<string> Opened { get; } = [];

        public void At(string node, long position) => _positions[node] = position;

        public void Holds(string node, long position) => _held[node] = position;

        public void WhenAsked(string node, Func<Task> what) => _whenAsked[node] = what;

        public Task Asked(string node) =>
            (_asked[node] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Patience);

        public async Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken)
        {
            Opened.Add(member.NodeId);
            var connection = new SqliteConnection("Data Source=:memory:");
            await connection.OpenAsync(cancellationToken);
            return connection;
        }

        public long? PositionHolding(MemberStatus member, DbConnection connection) =>
            _held.TryGetValue(member.NodeId, out var held) ? held : null;

        public async Task<long?> ReadPositionAsync(
            MemberStatus member,
            DbConnection connection,
            CancellationToken cancellationToken
        )
        {
            if (_whenAsked.Remove(member.NodeId, out var what))
            {
                await what();
            }

            if (_asked.TryGetValue(member.NodeId, out var asked))
            {
                asked.TrySetResult();
            }

            return _positions[member.NodeId];
        }

        public async IAsyncEnumerable<long> WatchAsync(
            MemberStatus member,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            yield break;
        }
    }
}
