using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>Members publish themselves while the store fails now and then.</summary>
public sealed class MemberFollowingTests
{
    [Fact]
    public void Follow_StoreFailsAtAnyTime_EndsUpWithWhatWasPublished() => Explore.All(RunAsync);

    [Fact]
    public void Follow_OneRefusalEndsIt_IsFound() => Explore.Finds("following ends", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        var inner = new InMemoryMetadataStore(schedule.Time);
        var store = new FailingStore(inner);
        var members = await MemberDirectory.OpenAsync(
            store,
            schedule.Time,
            NullLogger<MemberDirectory>.Instance,
            CancellationToken.None
        );
        var publishing = Scheduled.Run(async () =>
        {
            for (var position = 0; position < 4; position++)
            {
                await new MemberStore(inner, schedule.Time).PublishAsync(Status(position), CancellationToken.None);
                await Task.Yield();
                store.Fail();
            }
        });

        await publishing;
        while (members.Members.All(member => member.Status.LastAppliedSequence != 3))
        {
            await members.Changed.WaitScheduledAsync(TimeSpan.FromMinutes(1), schedule.Time);
        }

        await members.DisposeAsync();
    }

    private static MemberStatus Status(long position) =>
        new()
        {
            NodeId = "a",
            Kind = "sqlite",
            Endpoint = "a",
            ApplierId = "a",
            State = NodeState.Active,
            LastAppliedSequence = position,
            RestartOffset = position + 1,
        };

    private sealed class FailingStore(InMemoryMetadataStore inner) : IMetadataStore
    {
        private TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail()
        {
            var failing = _failure;
            _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
            failing.SetException(new LogUnavailableException("The store is away.", "Wait."));
        }

        public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken) =>
            inner.PutAsync(key, value, cancellationToken);

        public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken) =>
            inner.ReadAsync(prefix, cancellationToken);

        public IAsyncEnumerable<MetadataEntry> WatchAsync(string prefix, CancellationToken cancellationToken) =>
            BrokenOff.WatchAsync(inner, prefix, _failure.Task, cancellationToken);
    }
}
