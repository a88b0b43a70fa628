using System.Runtime.CompilerServices;
using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class MemberDirectoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryMetadataStore _store;
    private readonly MemberStore _members;

    public MemberDirectoryTests()
    {
        _store = new InMemoryMetadataStore(_time);
        _members = new MemberStore(_store, _time);
    }

    [Fact]
    public async Task Read_StatusWithDefaults_ComesBackEqual()
    {
        var status = Status("a") with { State = NodeState.Joining, LastAppliedSequence = 0, OpenTransactions = ["x"] };

        await _members.PublishAsync(status, CancellationToken.None);

        var view = Assert.Single(await _members.ReadAsync(CancellationToken.None));
        Assert.Equal(status.OpenTransactions, view.Status.OpenTransactions);
        Assert.Equal(
            status,
            view.Status with
            {
                OpenTransactions = status.OpenTransactions,
                Rejections = status.Rejections,
                Duplicates = status.Duplicates,
            }
        );
        Assert.True(view.IsAlive);
    }

    [Fact]
    public async Task Members_WithoutHeartbeat_AreDeadWithinThreeSecondsAndAliveAtTheNext()
    {
        await _members.PublishAsync(Status("a"), CancellationToken.None);
        await using var directory = await OpenAsync();
        Assert.True(Assert.Single(directory.Members).IsAlive);

        _time.Advance(TimeSpan.FromSeconds(2.25));
        Assert.True(directory.Members[0].IsAlive);
        var changed = directory.Changed;
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.False(directory.Members[0].IsAlive);
        Assert.Equal(MemberView.UnknownLag, directory.Members[0].LagRecords(5));
        await changed.WaitAsync(Patience);

        await _members.PublishAsync(Status("a"), CancellationToken.None);
        await UntilAsync(directory, members => members[0].IsAlive);
        Assert.Equal(TimeSpan.Zero, directory.Members[0].HeartbeatAge);
    }

    [Fact]
    public async Task Members_OwnLimitOfSilence_Counts()
    {
        await _members.PublishAsync(Status("a") with { DeadAfterMilliseconds = 20_000 }, CancellationToken.None);
        await using var directory = await OpenAsync();

        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.True(Assert.Single(directory.Members).IsAlive);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(directory.Members[0].IsAlive);
    }

    [Fact]
    public async Task Members_ThatDiedBeforeWeCame_AreDeadAtOnce()
    {
        await _members.PublishAsync(Status("a"), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(3));

        await using var directory = await OpenAsync();

        Assert.False(Assert.Single(directory.Members).IsAlive);
        Assert.False((await _members.ReadAsync(CancellationToken.None))[0].IsAlive);
    }

    [Fact]
    public async Task Members_ComeAndGo_AreSeenInNodeOrder()
    {
        await using var directory = await OpenAsync();
        Assert.Empty(directory.Members);

        await _members.PublishAsync(Status("b"), CancellationToken.None);
        await _members.PublishAsync(Status("a"), CancellationToken.None);
        await UntilAsync(directory, members => members.Count == 2);
        Assert.Equal(["a", "b"], directory.Members.Select(member => member.Status.NodeId));

        await _members.RemoveAsync("a", CancellationToken.None);
        await UntilAsync(directory, members => members.Count == 1);
        Assert.Equal("b", directory.Members[0].Status.NodeId);
    }

    [Theory]
    [InlineData("\u0001")]
    [InlineData(
        """{"nodeId":"b","kind":"x","endpoint":"x","applierId":"x","state":"Hibernating","lastAppliedSequence":1,"restartOffset":2}"""
    )]
    [InlineData("""{"nodeId":"b"}""")]
    [InlineData("null")]
    [InlineData(
        """
            {"nodeId":"a","kind":"x","endpoint":"x","applierId":"x","state":"Active",
             "lastAppliedSequence":1,"restartOffset":2}
            """
    )]
    public async Task Members_EntryThatCannotBeRead_HidesThatMemberOnlyAndSaysSo(string entry)
    {
        foreach (var isThereBefore in (bool[])[false, true])
        {
            await _store.PutAsync("member/b", null, CancellationToken.None);
            await _members.PublishAsync(Status("a"), CancellationToken.None);
            if (isThereBefore)
            {
                await _store.PutAsync("member/b", Encoding.UTF8.GetBytes(entry), CancellationToken.None);
            }

            await using var directory = await OpenAsync();
            await _store.PutAsync("member/b", Encoding.UTF8.GetBytes(entry), CancellationToken.None);
            await UntilAsync(directory, _ => directory.Members.Unreadable.Count == 1);
            Assert.Equal("b", directory.Members.Unreadable[0].NodeId);
            Assert.Contains("member/b", directory.Members.Unreadable[0].Problem, StringComparison.Ordinal);
            Assert.Equal(["a"], directory.Members.Select(member => member.Status.NodeId));
            Assert.Equal("b", Assert.Single((await _members.ReadAsync(CancellationToken.None)).Unreadable).NodeId);

            await _members.PublishAsync(Status("a") with { LastAppliedSequence = 9 }, CancellationToken.None);
            await UntilAsync(directory, members => members[0].Status.LastAppliedSequence == 9);
            Assert.Null(directory.Fault);
            await _members.PublishAsync(Status("b"), CancellationToken.None);
            await UntilAsync(directory, members => members.Count == 2);
            Assert.Empty(directory.Members.Unreadable);
        }
    }

    [Fact]
    public async Task Members_FollowingFailsInAnyWay_IsShownAndBegunAgain()
    {
        using var store = new FailingStore(_store);
        await using var directory = await MemberDirectory.OpenAsync(
            store,
            _time,
            NullLogger<MemberDirectory>.Instance,
            CancellationToken.None
        );

        foreach (
            var error in (Exception[])
                [
                    new InvalidOperationException("A mistake."),
                    new ReplicationException("Refused.", "Allow it."),
                    new LogUnavailableException("Away.", "Wait."),
                ]
        )
        {
            store.Fails(error);
            await UntilAsync(directory, _ => directory.Fault is not null);
            Assert.Contains(error.Message.Split(' ')[0], directory.Fault!.Message, StringComparison.Ordinal);

            store.Fails(null);
            await _members.PublishAsync(Status("a"), CancellationToken.None);
            await UntilAsync(
                directory,
                members => directory.Fault is null && members.Count == 1,
                () => _time.Advance(MemberDirectory.RefreshInterval)
            );
        }
    }

    [Fact]
    public async Task Members_LogWasReplaced_IsShownForGood()
    {
        using var store = new FailingStore(_store);
        store.Fails(new LogMismatchException("It is another log.", "Start again."));
        await using var directory = await MemberDirectory.OpenAsync(
            store,
            _time,
            NullLogger<MemberDirectory>.Instance,
            CancellationToken.None
        );

        await UntilAsync(directory, _ => directory.Fault is LogMismatchException);
    }

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(-1, 0, 7, 7)]
    [InlineData(6, 7, 7, 0)]
    [InlineData(6, 5, 7, 0)]
    [InlineData(4, 6, 10, 4)]
    [InlineData(9, 10, 7, MemberView.UnknownLag)]
    public void LagRecords_OfLiveMember_CountsFromItsPosition(long applied, long restart, long end, long expected)
    {
        var status = Status("a") with { LastAppliedSequence = applied, RestartOffset = restart };

        Assert.Equal(expected, new MemberView(status, TimeSpan.Zero, IsAlive: true).LagRecords(end));
    }

    private Task<MemberDirectory> OpenAsync() =>
        MemberDirectory.OpenAsync(_store, _time, NullLogger<MemberDirectory>.Instance, CancellationToken.None);

    /// <summary>Waits for news until the condition holds; meanwhile may push things along.</summary>
    private static async Task UntilAsync(
        MemberDirectory directory,
        Func<IReadOnlyList<MemberView>, bool> condition,
        Action? push = null
    )
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var changed = directory.Changed;
            if (condition(directory.Members))
            {
                return;
            }

            push?.Invoke();
            await Task.WhenAny(changed, Task.Delay(20, limit.Token));
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Fails whoever watches, or will, while it is told to.</summary>
    private sealed class FailingStore(IMetadataStore inner) : IMetadataStore, IDisposable
    {
        private readonly Lock _gate = new();
        private Exception? _error;
        private CancellationTokenSource _changed = new();

        public void Fails(Exception? error)
        {
            CancellationTokenSource changed;
            lock (_gate)
            {
                _error = error;
                (changed, _changed) = (_changed, new CancellationTokenSource());
            }

            changed.Cancel();
            changed.Dispose();
        }

        public void Dispose() => _changed.Dispose();

        public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken) =>
            inner.PutAsync(key, value, cancellationToken);

        public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken) =>
            inner.ReadAsync(prefix, cancellationToken);

        public async IAsyncEnumerable<MetadataEntry> WatchAsync(
            string prefix,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            Exception? error;
            CancellationToken changed;
            lock (_gate)
            {
                (error, changed) = (_error, _changed.Token);
            }

            if (error is not null)
            {
                throw error;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, changed);
            var entries = inner.WatchAsync(prefix, either.Token).GetAsyncEnumerator(either.Token);
            await using var closing = entries.ConfigureAwait(false);
            while (true)
            {
                try
                {
                    await entries.MoveNextAsync();
                }
                catch (OperationCanceledException) when (changed.IsCancellationRequested)
                {
                    throw _error ?? new LogUnavailableException("Begun again.", "None.");
                }

                yield return entries.Current;
            }
        }
    }

    private static MemberStatus Status(string node) =>
        new()
        {
            NodeId = node,
            Kind = "sqlite",
            Endpoint = $"/data/{node}.db",
            ApplierId = "x",
            State = NodeState.Active,
            LastAppliedSequence = 3,
            RestartOffset = 4,
        };
}
