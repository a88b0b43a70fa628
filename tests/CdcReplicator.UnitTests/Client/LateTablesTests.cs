using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;
using CdcReplicator.Client;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>Members are followed, and the tables of one of them have not come yet.</summary>
public sealed class LateTablesTests
{
    private readonly LateStore _store = new();
    private readonly TableStore _tables;

    public LateTablesTests() => _tables = new TableStore(_store);

    [Fact]
    public async Task Get_MemberServesWhoseTablesHaveNotComeYet_ReadsThem()
    {
        await PublishAsync("a", SampleTables.Accounts);
        await PublishAsync("late", WithoutNote());
        await using var catalog = await FollowAsync("a", "late");

        var table = (await catalog.GetAsync(default)).Find(SampleTables.Accounts.Name);

        Assert.Equal(["late"], table.LackingColumn("note")!.Nodes);
    }

    [Fact]
    public async Task Get_MemberServesThatNeverPublishesTables_IsAskedForOnce()
    {
        await PublishAsync("a", SampleTables.Accounts);
        await using var catalog = await FollowAsync("a", "mute");

        for (var i = 0; i < 10; i++)
        {
            (await catalog.GetAsync(default)).Find(SampleTables.Accounts.Name);
        }

        Assert.Equal(1, _store.Reads);
    }

    [Fact]
    public async Task Get_AnotherMemberServesLater_IsAskedForToo()
    {
        await PublishAsync("a", SampleTables.Accounts);
        MemberView[] members = [Member("a"), Member("mute")];
        await using var catalog = await FollowAsync(() => members);
        await catalog.GetAsync(default);
        await PublishAsync("late", WithoutNote());
        members = [.. members, Member("late")];

        var table = (await catalog.GetAsync(default)).Find(SampleTables.Accounts.Name);

        Assert.Equal(["late"], table.LackingColumn("note")!.Nodes);
    }

    [Fact]
    public async Task Get_TablesOfAServingMemberCannotBeRead_GoesByTheOthersAndReadsNoMore()
    {
        await PublishAsync("a", SampleTables.Accounts);
        await _store.PutAsync("tables/index/b", [1], default);
        await using var catalog = await FollowAsync("a", "b");

        for (var i = 0; i < 10; i++)
        {
            (await catalog.GetAsync(default)).Find(SampleTables.Accounts.Name);
        }

        Assert.Equal(0, _store.Reads);
    }

    [Fact]
    public async Task Read_NoTablesButSomeThatCannotBeRead_NamesTheEntry()
    {
        await _store.PutAsync("tables/index/b", [1], default);
        await using var catalog = new TableCatalog(
            _tables,
            () => [],
            _ => Task.FromResult<IReadOnlyList<MemberView>>([]),
            TimeSpan.FromMilliseconds(200),
            TimeProvider.System,
            NullLogger.Instance
        );

        var error = await Assert.ThrowsAsync<InvalidWriteException>(() => catalog.ReadAsync(default));

        Assert.Contains("tables/index/b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_MemberThatLacksItHasHaltedMeanwhile_DoesNotCount()
    {
        await PublishAsync("a", SampleTables.Accounts);
        await PublishAsync("b", WithoutNote());
        var serving = Member("b");
        MemberView halted = serving with { Status = serving.Status with { State = NodeState.Halted } };
        await using var catalog = new TableCatalog(
            _tables,
            () => [Member("a"), serving],
            _ => Task.FromResult<IReadOnlyList<MemberView>>([Member("a"), halted]),
            TimeSpan.FromSeconds(20),
            TimeProvider.System,
            NullLogger.Instance
        );

        var followed = (await catalog.GetAsync(default)).Find(SampleTables.Accounts.Name);
        var read = (await catalog.ReadAsync(default)).Find(SampleTables.Accounts.Name);

        Assert.Equal(["b"], followed.LackingColumn("note")!.Nodes);
        Assert.Null(read.LackingColumn("note"));
    }

    private Task<TableCatalog> FollowAsync(params string[] members)
    {
        MemberView[] views = [.. members.Select(Member)];
        return FollowAsync(() => views);
    }

    /// <summary>A catalog that has followed what there is, but for what is late.</summary>
    private async Task<TableCatalog> FollowAsync(Func<IReadOnlyList<MemberView>> members)
    {
        var catalog = new TableCatalog(
            _tables,
            members,
            _ => Task.FromResult(members()),
            TimeSpan.FromSeconds(20),
            TimeProvider.System,
            NullLogger.Instance
        );
        await _store.Followed.WaitAsync(TimeSpan.FromSeconds(20));
        _store.Reads = 0;
        return catalog;
    }

    private Task PublishAsync(string node, TableDefinition table) =>
        _tables.PublishAsync(new NodeTables(node, "sqlite", [table]), default);

    private static TableDefinition WithoutNote() =>
        SampleTables.Accounts with
        {
            Columns = [.. SampleTables.Accounts.Columns.Where(column => column.Name != "note")],
        };

    private static MemberView Member(string id) =>
        new(
            new MemberStatus
            {
                NodeId = id,
                Kind = "sqlite",
                Endpoint = id,
                ApplierId = id,
                State = NodeState.Active,
                LastAppliedSequence = 0,
                RestartOffset = 1,
            },
            TimeSpan.Zero,
            IsAlive: true
        );

    /// <summary>A store whose watch tells what is there, without what is late, and nothing more.</summary>
    private sealed class LateStore : IMetadataStore
    {
        private readonly InMemoryMetadataStore _inner = new();
        private readonly TaskCompletionSource _followed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when all that was to be told is taken.</summary>
        public Task Followed => _followed.Task;

        public int Reads { get; set; }

        public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken) =>
            _inner.PutAsync(key, value, cancellationToken);

        public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken)
        {
            Reads++;
            return _inner.ReadAsync(prefix, cancellationToken);
        }

        public async IAsyncEnumerable<MetadataEntry> WatchAsync(
            string prefix,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            foreach (var entry in await _inner.ReadAsync(prefix, cancellationToken))
            {
                if (!entry.Key.Contains("/late", StringComparison.Ordinal))
                {
                    yield return entry;
                }
            }

            _followed.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}
