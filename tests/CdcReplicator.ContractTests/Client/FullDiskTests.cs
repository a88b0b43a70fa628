using System.Collections.Concurrent;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ContractTests;

/// <summary>The disk of an embedded log is really full, with writers and appliers at work.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const string Ddl = """
        CREATE TABLE entries (id bigint NOT NULL PRIMARY KEY, what text NOT NULL);
        CREATE TABLE unwritten (id bigint NOT NULL PRIMARY KEY);
        """;

    private const int Writers = 40;
    private const int CommitsWhileFull = 2000;

    /// <summary>
    /// Far above what settling takes (10 s), far below the minutes that writers and retries take which wait for each
    /// other.
    /// </summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(60);

    [SmallDiskFact]
    public async Task Write_DiskOfTheLogFullAndThenNot_SaysSoAndAllGoOnByThemselves()
    {
        using var disk = SmallDisk.Mount(48 << 20);
        await using var live = await LiveCluster.StartOnAsync(
            $"embedded:{disk.At("log.db")}",
            TimeProvider.System,
            Ddl,
            NodeKinds.Sqlite,
            NodeKinds.Sqlite
        );
        await WriteAsync(live.Cluster, 0, Durability.AppliedEverywhere);

        disk.Fill();
        var (told, pending, logged) = await WriteWhileFullAsync(live.Cluster);
        output.WriteLine($"{logged.Count} logged, {pending.Count} unknown, {told.Count - pending.Count} refused");

        Assert.NotEmpty(told);
        Assert.All(told, error => AssertSaysDiskIsFull(error, disk.At("log.db")));
        var unprepared = await Assert.ThrowsAsync<LogUnavailableException>(() =>
            live.Cluster.WriteAsync(tx => tx.Insert("unwritten", new { id = 1 }))
        );
        AssertSaysDiskIsFull(unprepared, disk.At("log.db"));

        var clock = TimeProvider.System;
        disk.MakeRoom();
        var began = clock.GetTimestamp();
        var settling = pending.Select(one => live.Cluster.RetryAsync(one)).ToList();
        var slowest = TimeSpan.Zero;
        for (var id = 1_000_000; id < 1_000_050; id++)
        {
            var started = clock.GetTimestamp();
            await WriteAsync(live.Cluster, id, Durability.Logged);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, clock.GetElapsedTime(started).Ticks));
        }

        var settled = await Task.WhenAll(settling);
        var took = clock.GetElapsedTime(began);
        output.WriteLine($"settled {settled.Length} in {took}, slowest small write {slowest}");
        await WriteAsync(live.Cluster, 2_000_000, Durability.AppliedEverywhere);

        Assert.InRange(slowest, TimeSpan.Zero, Prompt);
        Assert.InRange(took, TimeSpan.Zero, Prompt);
        var expected = 1 + logged.Count + pending.Count + 50 + 1;
        foreach (var database in live.Databases)
        {
            Assert.Equal([$"{expected}"], await database.QueryAsync("SELECT count(*) FROM entries"));
        }
    }

    private static async Task<(
        ConcurrentBag<ReplicationException> Told,
        ConcurrentBag<PendingTransaction> Pending,
        ConcurrentBag<int> Logged
    )> WriteWhileFullAsync(CdcCluster cluster)
    {
        ConcurrentBag<ReplicationException> told = [];
        ConcurrentBag<PendingTransaction> pending = [];
        ConcurrentBag<int> logged = [];
        await Parallel.ForEachAsync(
            Enumerable.Range(1, CommitsWhileFull),
            new ParallelOptions { MaxDegreeOfParallelism = Writers },
            async (id, _) =>
            {
                try
                {
                    await WriteAsync(cluster, id, Durability.Logged);
                    logged.Add(id);
                }
                catch (CommitOutcomeUnknownException unknown)
                {
                    told.Add(unknown);
                    pending.Add(unknown.Pending);
                }
                catch (LogUnavailableException refused)
                {
                    told.Add(refused);
                }
            }
        );
        return (told, pending, logged);
    }

    private static void AssertSaysDiskIsFull(ReplicationException error, string path)
    {
        Assert.Contains("no room on the disk", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("Free space", error.Message, StringComparison.Ordinal);
    }

    private static Task<CommitReceipt> WriteAsync(CdcCluster cluster, int id, Durability durability) =>
        cluster.WriteAsync(tx => tx.Insert("entries", new { id, what = new string('x', 1000) }), durability);
}
