using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>A router learns from the node itself that it has moved, without asking again and again.</summary>
public sealed class PositionWatchTests
{
    private const string Ddl = "CREATE TABLE entries (id bigint PRIMARY KEY)";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, PostgresNode, SqliteNode]
    public async Task Watch_NodeMoves_TellsThePositionNowAndThen(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.TrustedAsync();
        using var stop = new CancellationTokenSource();
        await using var watching = Watch(node, stop.Token);

        Assert.Equal(0, await NextAsync(watching));
        await node.TrustedAsync();
        await UntilAsync(watching, 1);
        await node.TrustedAsync();
        await UntilAsync(watching, 2);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NextAsync(watching));
    }

    [Theory, PostgresNode, SqliteNode]
    public async Task Watch_NodeOfAnotherLog_TellsNothing(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.TrustedAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await using var watching = Watch(node, stop.Token, LogId.New());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NextAsync(watching));
    }

    private static IAsyncEnumerator<long> Watch(TestNode node, CancellationToken stop, LogId? log = null)
    {
        var credentials = new Dictionary<string, string> { [node.Options.Id] = node.Options.ConnectionString };
        var status = new MemberStatus
        {
            NodeId = node.Options.Id,
            Kind = node.Options.Kind,
            Endpoint = "",
            ApplierId = "",
            State = NodeState.Active,
            LastAppliedSequence = -1,
            RestartOffset = 0,
        };
        return ReadConnectors
            .For(credentials, [], log ?? node.Cluster.Log, TimeProvider.System)[node.Options.Kind]
            .WatchAsync(status, stop)
            .GetAsyncEnumerator(CancellationToken.None);
    }

    private static async Task UntilAsync(IAsyncEnumerator<long> watching, long position)
    {
        while (await NextAsync(watching) < position) { }
    }

    private static async Task<long> NextAsync(IAsyncEnumerator<long> watching)
    {
        Assert.True(await watching.MoveNextAsync().AsTask().WaitAsync(Patience));
        return watching.Current;
    }
}
