using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using CdcReplicator.UnitTests.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>A cluster is disposed while writers and readers wait for all that can be waited for.</summary>
public sealed class DisposalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public void Dispose_CallsUnderWay_EachEndsAndSaysWhatBecameOfIt() => Explore.All(RunAsync);

    [Fact]
    public void Dispose_CallsDoNotHearOfIt_IsFound() => Explore.Finds("deaf calls", RunAsync);

    private static async Task RunAsync(Schedule schedule)
    {
        var inner = new InMemoryChangeLog(schedule.Time);
        var log = new LossyChangeLog(inner);
        await new TableStore(log.Metadata).PublishAsync(
            new NodeTables("a", "postgres", [SampleTables.Accounts]),
            CancellationToken.None
        );
        var cluster = await CdcCluster.ConnectAsync(
            log,
            "test",
            new CdcClusterOptions
            {
                MaxUnansweredCommits = 2,
                ReadTimeout = TimeSpan.FromDays(1),
                ApplyTimeout = TimeSpan.FromDays(1),
            },
            NullLoggerFactory.Instance,
            schedule.Time,
            CancellationToken.None
        );
        log.Lose(AppendLoss.Never);
        log.Lose(AppendLoss.Never);
        List<Task> calls =
        [
            .. Enumerable
                .Range(1, 4)
                .Select(id => Scheduled.Run(() => cluster.WriteAsync(tx => tx.Insert("accounts", Row(id))))),
            Scheduled.Run(() => cluster.OpenConnectionAsync()),
            Scheduled.Run(() => cluster.CreateSession().OpenConnectionAsync()),
        ];
        await Task.Yield();
        var disposals = new[] { cluster.DisposeAsync().AsTask(), Scheduled.Run(() => cluster.DisposeAsync().AsTask()) };
        foreach (var disposal in disposals)
        {
            await disposal.WaitScheduledAsync(Patience, schedule.Time);
        }

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAnyAsync<Exception>(() => call.WaitScheduledAsync(Patience, schedule.Time));
            Assert.True(error is ObjectDisposedException or CommitOutcomeUnknownException, error.ToString());
        }
    }

    private static object Row(int id) => new { id, owner_name = "Ann" };
}
