using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>What is put beside the log before anything is appended, when that gets no answer.</summary>
public class PreparationTests
{
    [Theory]
    [InlineData("schema/", null)]
    [InlineData("publisher/", "shop")]
    public async Task Commit_PutBesideTheLogGetsNoAnswer_NothingWasPublished(string prefix, string? publisher)
    {
        var inner = new InMemoryChangeLog();
        var silent = new SilentMetadata(inner.Metadata, prefix);
        var log = new LossyChangeLog(inner) { Metadata = silent };
        await ClusterFixture.PublishTablesAsync(log);
        await using var cluster = await ClusterFixture.ConnectAsync(
            log,
            new CdcClusterOptions { PublisherName = publisher }
        );
        silent.IsSilent = true;

        var error = await Assert.ThrowsAsync<LogUnavailableException>(() => WriteAsync(cluster));

        Assert.Contains("nothing of it was published", error.Problem, StringComparison.Ordinal);
        Assert.Empty(inner.Records);
        silent.IsSilent = false;
        await WriteAsync(cluster);
        Assert.Single(inner.Records);
    }

    [Fact]
    public async Task Resolve_PutBesideTheLogGetsNoAnswer_IsStillUnknown()
    {
        var inner = new InMemoryChangeLog();
        var silent = new SilentMetadata(inner.Metadata, "schema/");
        var log = new LossyChangeLog(inner) { Metadata = silent };
        await ClusterFixture.PublishTablesAsync(log);
        await using var cluster = await ClusterFixture.ConnectAsync(log);
        log.Lose(AppendLoss.BeforeTheLog);
        var unknown = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => WriteAsync(cluster));
        silent.IsSilent = true;

        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => cluster.ResolveAsync(unknown.Pending));

        silent.IsSilent = false;
        Assert.False((await cluster.ResolveAsync(unknown.Pending)).WasLogged);
    }

    [Fact]
    public async Task Commit_LargeRowsUnanswered_HoldNoMoreBytesThanTheOption()
    {
        await using var fixture = await ClusterFixture.StartAsync(
            new CdcClusterOptions { MaxUnansweredBytes = 1_000_000 }
        );
        fixture.Log.Lose(AppendLoss.Never);
        fixture.Log.Lose(AppendLoss.Never);
        using var stop = new CancellationTokenSource();
        var note = new string('x', 400_000);
        var writing = Enumerable
            .Range(1, 20)
            .Select(id =>
                fixture.Cluster.WriteAsync(
                    tx =>
                        tx.Insert(
                            "accounts",
                            new
                            {
                                id,
                                owner_name = "Ann",
                                note,
                            }
                        ),
                    cancellationToken: stop.Token
                )
            )
            .ToList();
        Assert.True(SpinWait.SpinUntil(() => fixture.Inner.Records.Count == 2, TimeSpan.FromSeconds(60)));
        await Task.Delay(200);

        Assert.Equal(2, fixture.Inner.Records.Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(writing));
        Assert.Equal(2, writing.Count(write => write.Exception?.InnerException is CommitOutcomeUnknownException));
    }

    private static Task<CommitReceipt> WriteAsync(CdcCluster cluster) =>
        cluster.WriteAsync(tx => tx.Insert("accounts", new { id = 1, owner_name = "Ann" }));

    private sealed class SilentMetadata(IMetadataStore inner, string prefix) : IMetadataStore
    {
        public bool IsSilent { get; set; }

        public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken) =>
            IsSilent && key.StartsWith(prefix, StringComparison.Ordinal)
                ? throw new AppendOutcomeUnknownException("No answer came.", "Find out.")
                : inner.PutAsync(key, value, cancellationToken);

        public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string keys, CancellationToken cancellationToken) =>
            inner.ReadAsync(keys, cancellationToken);

        public async IAsyncEnumerable<MetadataEntry> WatchAsync(
            string keys,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await foreach (var entry in inner.WatchAsync(keys, cancellationToken))
            {
                yield return entry;
            }
        }
    }
}
