using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class ClusterReaderTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _past = new(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
    private readonly StandingLog _log;

    public ClusterReaderTests() => _log = new StandingLog(new InMemoryChangeLog(_past));

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task Read_AllSilentAndTheLogTakesNothing_SaysTheLogStandsStill()
    {
        await BeatAsync("a");
        await BeatAsync("b");
        _log.Store.IsBroken = true;

        var report = await ReadAsync();

        Assert.All(report.Members, member => Assert.Equal("unknown", member.State));
        Assert.InRange(report.PictureAgeSeconds, 59, 600);
        Assert.Contains("the log takes no heartbeats", report.PictureOldBecause, StringComparison.Ordinal);
        Assert.False(report.Healthy);
    }

    [Fact]
    public async Task Read_AllSilentAndTheLogTakesWrites_SaysTheAppliersAreDead()
    {
        await BeatAsync("a");

        var report = await ReadAsync();

        Assert.Equal("dead", Assert.Single(report.Members).State);
        Assert.Null(report.PictureOldBecause);
    }

    [Fact]
    public async Task Read_HeartbeatComesLate_IsNoDeath()
    {
        await BeatAsync("a");
        var reading = ReadAsync();
        await Task.Delay(300);
        _past.SetUtcNow(TimeProvider.System.GetUtcNow());
        await BeatAsync("a");

        Assert.Equal("active", Assert.Single((await reading).Members).State);
    }

    [Fact]
    public async Task Read_LogThatIsNotTheOneItWas_IsShownWithWhatIsWrong()
    {
        await BeatAsync("a");
        _log.Mismatch = new LogMismatchException("The topic was recreated.", "Restore it.");

        var report = await ReadAsync();

        Assert.Contains("recreated", report.LogTrouble, StringComparison.Ordinal);
        Assert.Null(report.LogEnd);
        Assert.Null(Assert.Single(report.Members).LagRecords);
        Assert.False(report.Healthy);
    }

    [Fact]
    public async Task Watch_LogAnswersNoMore_ShowsTheLastPictureWithItsAge()
    {
        await BeatAsync("a");
        var first = await ReadAsync();
        _log.Bounds = new LogUnavailableException("The brokers are away.", "Wait.");

        await using var pictures = new LagWatch(_log, first, TimeProvider.System)
            .RunAsync(CancellationToken.None)
            .GetAsyncEnumerator();
        Assert.True(await pictures.MoveNextAsync());

        Assert.Contains("The brokers are away", pictures.Current.PictureOldBecause, StringComparison.Ordinal);
        Assert.True(pictures.Current.PictureAgeSeconds > 0);
        Assert.Equal(first.Members, pictures.Current.Members);

        _log.Bounds = null;
        Assert.True(await pictures.MoveNextAsync());
        Assert.Null(pictures.Current.PictureOldBecause);
    }

    private Task<ClusterReport> ReadAsync() =>
        ClusterReader.ReadAsync(_log, isPatient: true, TimeProvider.System, CancellationToken.None);

    private Task BeatAsync(string node) =>
        new MemberStore(_log.Inner.Metadata, _past).PublishAsync(
            new MemberStatus
            {
                NodeId = node,
                Kind = "sqlite",
                Endpoint = node,
                ApplierId = node,
                State = NodeState.Active,
                LastAppliedSequence = -1,
                RestartOffset = 0,
            },
            CancellationToken.None
        );

    /// <summary>A log that can be read, and written only while it does not stand still.</summary>
    private sealed class StandingLog(InMemoryChangeLog inner) : IChangeLog
    {
        public InMemoryChangeLog Inner => inner;

        public PutBreakingStore Store { get; } = new(inner.Metadata);

        public LogMismatchException? Mismatch { get; set; }

        public LogUnavailableException? Bounds { get; set; }

        public ClusterSettings Settings => inner.Settings;

        public string Endpoint => inner.Endpoint;

        public IMetadataStore Metadata => Store;

        public Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, CancellationToken token) =>
            inner.AppendAsync(records, token);

        public Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken token) =>
            inner.OpenReaderAsync(fromOffset, token);

        public Task<LogBounds> GetBoundsAsync(CancellationToken token) =>
            Mismatch is { } mismatch ? Task.FromException<LogBounds>(mismatch)
            : Bounds is { } away ? Task.FromException<LogBounds>(away)
            : inner.GetBoundsAsync(token);

        public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken token) =>
            inner.ReportProgressAsync(nodeId, nextOffset, token);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class PutBreakingStore(IMetadataStore inner) : IMetadataStore
    {
        public bool IsBroken { get; set; }

        public Task<long> PutAsync(string key, byte[]? value, CancellationToken token) =>
            IsBroken
                ? Task.FromException<long>(new LogUnavailableException("Another process holds the lock.", "Wait."))
                : inner.PutAsync(key, value, token);

        public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken token) =>
            inner.ReadAsync(prefix, token);

        public IAsyncEnumerable<MetadataEntry> WatchAsync(string prefix, CancellationToken token) =>
            inner.WatchAsync(prefix, token);
    }
}
