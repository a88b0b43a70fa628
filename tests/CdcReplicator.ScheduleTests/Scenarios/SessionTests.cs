using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.Client;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using CdcReplicator.UnitTests.Router;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static CdcReplicator.UnitTests.Router.MemberSamples;

namespace CdcReplicator.ScheduleTests;

/// <summary>A session reads over overlapping connections while its nodes go on, are drained and come back.</summary>
public sealed class SessionTests
{
    private static readonly string[] Nodes = ["a", "b", "c"];

    [Fact]
    public void Read_OverlappingConnections_NeverGoesBackwards() => Explore.All(RunAsync);

    [Fact]
    public void Read_RouteGivenBackIsNotAskedFor_IsFound() =>
        Explore.Finds("route given back", RunAsync, within: 20_000);

    private static async Task RunAsync(Schedule schedule)
    {
        var nodes = new MovingNodes(schedule);
        var members = new FakeMembers([.. Nodes.Select(id => Member(id, 10))]);
        var log = new InMemoryChangeLog(schedule.Time);
        await using var router = new ReadRouter(
            members,
            new LogEnd(log, schedule.Time),
            new Dictionary<string, INodeReadConnector> { ["fake"] = nodes },
            new ReadRouterOptions { WaitTimeout = TimeSpan.FromDays(1) },
            schedule.Time,
            new Random(4711),
            NullLoggerFactory.Instance
        );
        var reads = new SessionReads(router, log, new SessionToken(log.Settings.Log, 10), schedule.Time);
        var seen = 0L;
        var moving = Scheduled.Run(() => MoveAsync(nodes, members));

        await Scheduled.WhenAll(Enumerable.Range(0, 2).Select(_ => Scheduled.Run(ReadAsync)));
        await moving.WaitScheduledAsync(TimeSpan.FromMinutes(10), schedule.Time);

        async Task ReadAsync()
        {
            for (var i = 0; i < 3; i++)
            {
                var before = seen;
                var connection = await reads
                    .OpenAsync(ReadLevel.Session, null, CancellationToken.None)
                    .WaitScheduledAsync(TimeSpan.FromMinutes(10), schedule.Time);
                Assert.InRange(nodes.Look(connection), before, long.MaxValue);
                await Task.Yield();
                seen = Math.Max(seen, nodes.Look(connection));
                await Task.Yield();
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// Nodes move at different speeds; what the router knows of them is older; one after the other is drained.
    /// </summary>
    private static async Task MoveAsync(MovingNodes nodes, FakeMembers members)
    {
        for (var step = 0; step < 12; step++)
        {
            var known = Nodes.Select(id => Member(id, nodes.Position(id)) with { IsDrained = Nodes[step % 3] == id });
            members.Become([.. known]);
            await Task.Yield();
            nodes.Move(Nodes[step % 3], 1 + (step * 3));
            await Task.Yield();
        }

        foreach (var id in Nodes)
        {
            nodes.Move(id, 1000);
        }

        members.Become([.. Nodes.Select(id => Member(id, nodes.Position(id)))]);
    }

    private sealed class MovingNodes(Schedule schedule) : INodeReadConnector
    {
        private readonly Dictionary<string, long> _positions = Nodes.ToDictionary(id => id, _ => 10L);
        private readonly Dictionary<DbConnection, string> _connections = new(ReferenceEqualityComparer.Instance);

        public long Position(string node) => _positions[node];

        public void Move(string node, long by) => _positions[node] += by;

        public long Look(DbConnection connection) => _positions[_connections[connection]];

        public async Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var connection = new SqliteConnection("Data Source=:memory:");
            await connection.OpenAsync(cancellationToken);
            _connections[connection] = member.NodeId;
            return connection;
        }

        public long? PositionHolding(MemberStatus member, DbConnection connection) => member.LastAppliedSequence;

        public async Task<long?> ReadPositionAsync(
            MemberStatus member,
            DbConnection connection,
            CancellationToken cancellationToken
        )
        {
            await Task.Yield();
            var position = _positions[member.NodeId];
            await Task.Yield();
            return position;
        }

        public async IAsyncEnumerable<long> WatchAsync(
            MemberStatus member,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, schedule.Time, cancellationToken);
            yield break;
        }
    }
}
